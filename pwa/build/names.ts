/**
 * Holds the exported names of the client to one meaning each: no two files that can meet in one program export the same name. Prints
 * every name that two export; exit 1 when there is one. Usage: node build/names.ts
 */
import { isTest, report, type Sources } from './layers.ts';

/** The folders of which each program is made. */
const programs: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'features', 'shared', 'ui', 'platform', 'core'],
  console: ['console', 'ui', 'platform', 'core'],
  worker: ['worker', 'core'],
};
/** The console's own of what the app has in `platform`, by the same name: the words it speaks, and its way between rooms. */
const both = ['Key', 'back', 'begin', 'go', 'instead', 'locale', 'root', 'speak', 't'];
/** The same in each language. */
const inEachLanguage = /^core\/model\/words\//;

const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:(?:const|let) \{([^}]*)\}|(?:function\*?|const|let|class|interface|type|enum) (\w+))/gm;

/** The names that a file exports, each once. */
function exported(text: string): string[] {
  const names = [...text.matchAll(declared)].flatMap(([, several, one]) =>
    one ? [one] : (several ?? '').split(',').map((it) => it.split(':').at(-1)?.trim() ?? ''),
  );
  return [...new Set(names.filter(Boolean))];
}

/** The names that more than one file of a program exports. */
export function faults(sources: Sources): string[] {
  const files = [...sources].filter(([file]) => !isTest(file) && !file.endsWith('.css') && !inEachLanguage.test(file));
  const found = Object.entries(programs).flatMap(([program, folders]) => {
    const owners = new Map<string, string[]>();
    for (const [file, text] of files) {
      if (!folders.includes(file.split('/')[0] ?? '')) continue;
      for (const name of exported(text)) owners.set(name, [...(owners.get(name) ?? []), file]);
    }
    return [...owners].flatMap(([name, those]) =>
      those.length > 1 && !(program === 'console' && both.includes(name))
        ? [`${name} is exported by ${those.join(' and ')}`]
        : [],
    );
  });
  return [...new Set(found)];
}

if (import.meta.main) report(faults);
