/** The pack's own labels, titles and forbidden words, read from their sources: what a lock screen may come to show. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Code, Locale } from './content.ts';
import { pack } from './pack.fixture.ts';

const root = join(import.meta.dirname, '../../../../content');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

const LINE = /^([\w-]+)\s*=\s*\{ nb = "(.+?)",\s*en = "(.+?)" \}/gm;

/** What stands between `[name]` and the next heading. */
const table = (text: string, name: string): string => text.split(/^\[/m).find((it) => it.startsWith(`${name}]`)) ?? '';

const labels = (name: string, locale: Locale): Code[] =>
  [...table(read('codes.toml'), name).matchAll(LINE)].map(([, code = '', nb = '', en = '']) => ({
    code,
    label: locale === 'nb' ? nb : en,
  }));

/** The titles of the texts in a folder, by the name of their own. */
function titles(folder: string, locale: Locale): ReadonlyMap<string, string> {
  const names = readdirSync(join(root, folder), { withFileTypes: true }).filter((it) => it.isDirectory());
  return new Map(names.map(({ name }) => [name, /^# (.+)$/m.exec(read(folder, name, `${locale}.md`))?.[1] ?? '']));
}

/** Titles of modules that are offered: no side path, whose title may say what it is about. */
const offered = (programme: string, locale: Locale): string[] =>
  [...titles(`programmes/${programme}`, locale)].filter(([name]) => !name.startsWith('s')).map(([, title]) => title);

/** Everything of the pack that a sentence of the summary may name, and what none may say. */
export function contentIn(locale: Locale) {
  const lists = ['triggers', 'ways', 'places', 'feelings'] as const;
  const codes = Object.fromEntries(lists.map((it) => [it, labels(it, locale)])) as Record<
    (typeof lists)[number],
    Code[]
  >;
  return {
    codes,
    modules: { stop: offered('stop', locale), near: offered('near', locale) },
    tools: [...titles('tools', locale).values()],
    forbidden: [...table(read('forbidden.toml'), locale).matchAll(/^"(.+?)"\s*=/gm)].map(([, word = '']) => word),
  };
}

/** A bundle with those labels. */
export const bundleIn = (locale: Locale): Bundle => ({ ...pack, locale, codes: contentIn(locale).codes });
