/**
 * Fifty generated weeks with what is said of them in each style and language, for people to read: `make gallery` writes
 * .shots/weeks.md. The same weeks every time. Usage: node build/weeks.ts [file]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { contentIn } from '../src/core/model/content.fixture.ts';
import type { Locale } from '../src/core/model/content.ts';
import { addDays, dayParts } from '../src/core/model/dates.ts';
import { diary, type Logged } from '../src/core/model/diary.ts';
import { type NearNumbers, nearParts, nearSentence, nearSummary } from '../src/core/model/near-summary.ts';
import { count, type Labels, type Numbers, parts, sentence, summary } from '../src/core/model/summary.ts';

const TODAY = '2026-11-25';
const COUNT = 50;
const locales: readonly Locale[] = ['nb', 'en'];
const styles = ['neutral', 'discreet', 'full'] as const;
const content = { nb: contentIn('nb'), en: contentIn('en') };

let made = 0;
const record = (kind: string, ago: number, fields: Record<string, unknown>): Logged => ({
  id: `r${made++}`,
  kind,
  fields: { date: addDays(TODAY, -ago), ...fields },
});
const urge = (ago: number, strength = 5, more: Record<string, unknown> = {}): Logged =>
  record('urge', ago, { part: 'evening', strength, ...more });
const purchase = (ago: number): Logged => record('purchase', ago, { part: 'night' });
const checkin = (ago: number): Logged => record('checkin', ago, { mood: 6, peak: 3, control: 7 });
const day = (ago: number, fields: Record<string, unknown>): Logged => record('checkin', ago, fields);
const began = (ago: number): Logged => ({ id: 'progress', kind: 'progress', fields: { began: addDays(TODAY, -ago) } });
const each = (agos: readonly number[], make: (ago: number) => Logged): Logged[] => agos.map((ago) => make(ago));
const whole = [1, 2, 3, 4, 5, 6, 7];
const before = [8, 9, 10, 11, 12, 13, 14];
const lonely = { triggers: ['lonely'], way: 'wave', after: 2 };

interface Case {
  name: string;
  records: Logged[];
  near?: true;
  /** which of the modules is next; none when the pace makes it wait */
  next?: number;
}

const own: Case[] = [
  { name: 'Nothing written', records: [] },
  { name: 'One urge, today, on the first day', records: [began(0), urge(0)], next: 0 },
  { name: 'One urge yesterday, on the second day', records: [began(1), urge(1)] },
  { name: 'Three days of the first five', records: [began(5), urge(1), checkin(3), urge(5, 7)] },
  { name: 'A check-in alone', records: [checkin(20), checkin(3)] },
  { name: 'Nothing but noughts', records: [began(30), checkin(29), ...each(whole, (it) => urge(it, 0))] },
  {
    name: 'All seven, one urge a day, as the week before',
    records: [began(30), checkin(30), ...each([...whole, ...before], (it) => urge(it, 5, lonely))],
    next: 3,
  },
  {
    name: 'All seven days, weaker than before',
    records: [began(30), checkin(30), ...each(whole, (it) => urge(it, 4)), ...each(before, (it) => urge(it, 7))],
    next: 4,
  },
  {
    name: 'Stronger than before',
    records: [began(30), checkin(30), ...each(whole, (it) => urge(it, 8)), ...each(before, (it) => urge(it, 5))],
  },
  {
    name: 'More often than before',
    records: [began(30), checkin(30), ...each([...whole, ...whole], urge), ...each(before, urge)],
    next: 5,
  },
  {
    name: 'Less often than before',
    records: [began(30), checkin(30), ...each(whole, checkin), urge(2), ...each(before, urge)],
  },
  { name: 'One purchase, nothing else', records: [began(30), checkin(30), purchase(4)] },
  { name: 'Three purchases and no urge that passed', records: [began(30), checkin(30), ...each([2, 4, 6], purchase)] },
  {
    name: 'A purchase among five that passed',
    records: [began(30), checkin(30), purchase(3), ...each([1, 2, 4, 5, 6], (it) => urge(it, 6, lonely))],
    next: 7,
  },
  {
    name: 'A purchase in the evening of its own urge',
    records: [began(30), record('purchase', 3, { part: 'evening' }), urge(3, 9)],
  },
  {
    name: 'More purchases than before, fewer times',
    records: [began(30), checkin(30), ...each([2, 4], purchase), checkin(6), ...each(before, urge)],
  },
  {
    name: 'No purchase after a week with three',
    records: [began(30), checkin(30), ...each(whole, checkin), ...each([8, 10, 12], purchase)],
  },
  {
    name: 'Made yesterday, with three weeks told from memory',
    records: [began(1), ...each([1, 2, 4, 6], urge), ...each([8, 9, 11, 13, 20], urge)],
  },
  {
    name: 'Three days after seven',
    records: [began(30), checkin(30), ...each([2, 4, 6], urge), ...each(before, urge)],
  },
  { name: 'Two days, and silence before', records: [began(60), checkin(60), urge(2), urge(5)] },
  { name: 'Nothing for a week, and one today', records: [began(60), checkin(60), urge(0, 8)] },
  {
    name: 'Two things that came before as often',
    records: [began(30), checkin(30), ...each([1, 3], (it) => urge(it, 5, { triggers: ['lonely', 'payday'] }))],
  },
  {
    name: 'What helped has no name',
    records: [began(30), checkin(30), ...each([1, 3], (it) => urge(it, 6, { way: 'other', after: 1 }))],
  },
  {
    name: 'The longest labels',
    records: [
      began(30),
      checkin(30),
      ...each(whole, (it) => urge(it, 6, { triggers: ['argument'], way: 'problem-solving', after: 1 })),
      ...each(before, (it) => urge(it, 4)),
    ],
    next: 6,
  },
];

const near: Case[] = [
  { name: 'Nothing answered', records: [] },
  { name: 'One answer, today', records: [began(0), day(0, { sleep: 2, mood: 6 })], next: 0 },
  { name: 'One night that was not good', records: [began(2), day(1, { sleep: 0, mood: 3 })] },
  {
    name: 'All seven, as the week before',
    records: [began(30), ...each([...whole, ...before, 20], (it) => day(it, { sleep: it % 3, limits: 2, mood: 5 }))],
    next: 3,
  },
  {
    name: 'Better nights',
    records: [
      began(30),
      ...each([...whole, ...before, 20], (it) => day(it, { sleep: it < 8 ? 2 : 0, mood: it < 8 ? 6 : 4 })),
    ],
    next: 4,
  },
  {
    name: 'A hard week',
    records: [
      began(30),
      ...each([...whole, ...before, 20], (it) =>
        day(it, { sleep: it < 8 ? 0 : 2, limits: it < 8 ? 0 : 2, mood: it < 8 ? 2 : 5 }),
      ),
    ],
    next: 1,
  },
  { name: 'Talks alone', records: [began(30), ...each([1, 4], (it) => day(it, { talked: true }))] },
  { name: 'Mood alone, once', records: [began(30), day(20, { mood: 4 }), day(3, { mood: 7 })] },
  { name: 'Limits alone, once', records: [began(30), day(20, { mood: 4 }), day(3, { limits: 2 })] },
  {
    name: 'Told from memory',
    records: [began(1), ...each([1, 2, 3, 8, 9, 10], (it) => day(it, { sleep: 1, mood: 4 }))],
  },
];

/** The same numbers every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const some = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** What the seven dates from so many days ago hold, for whoever checks what is said of them. */
function held(records: readonly Logged[], ago: number): string {
  const from = addDays(TODAY, -ago);
  const { days, times, passed, purchases, strength } = count(diary(records), from, addDays(from, 6));
  const mean = strength === null ? '' : `, strength ${strength.toFixed(1)}`;
  return `${some(days, 'day')}, ${some(times, 'time')} of which ${passed} passed, ${some(purchases, 'purchase')}${mean}`;
}

/** A diary as somebody might keep it: how often and how strongly, and whether it is getting easier, is drawn. */
function drawn(seed: number): Case {
  const next = random(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const codes = content.nb.codes;
  const [often, bought, drift, strong] = [0.3 + next(), next() * 0.25, next() - 0.5, 2 + next() * 7];
  const records: Logged[] = [began(40)];
  for (let ago = 0; ago <= 40; ago++) {
    const now = often * (1 + (drift * (ago - 10)) / 10);
    for (let left = now; left > 0; left--) {
      if (next() > left) continue;
      const strength = Math.max(1, Math.min(10, Math.round(strong + (next() - 0.5) * 4)));
      const way = next() < 0.6 ? { way: pick(codes.ways.slice(0, 6)).code, after: Math.round(strength * next()) } : {};
      records.push(
        urge(ago, strength, { part: pick(dayParts), triggers: [pick(codes.triggers.slice(0, 5)).code], ...way }),
      );
    }
    if (next() < bought) records.push(purchase(ago));
    if (next() < 0.4) records.push(checkin(ago));
  }
  return {
    name: `Drawn, ${seed}: ${held(records, 7)}; the week before ${held(records, 14)}`,
    records,
    ...(next() < 0.5 && { next: Math.floor(next() * 8) }),
  };
}

const cases: readonly Case[] = [
  ...own,
  ...near.map((it): Case => ({ ...it, near: true })),
  ...Array.from({ length: COUNT - own.length - near.length }, (_, seed) => drawn(seed + 1)),
];

const label = (all: readonly { code: string; label: string }[]) => (code: string) =>
  code === 'other' ? undefined : all.find((it) => it.code === code)?.label;
const labels = ({ next, near: theirs }: Case, locale: Locale): Labels => {
  const { codes, modules } = content[locale];
  return {
    trigger: label(codes.triggers),
    way: label(codes.ways),
    next: next === undefined ? undefined : modules[theirs ? 'near' : 'stop'][next],
  };
};

const line = (name: string, said: string): string => `- ${name} (${said.length}): ${said}`;

/** What the lock screen says in each style, and what the app says. */
function said(it: Case, locale: Locale): string[] {
  const numbers: Numbers | NearNumbers = it.near ? nearSummary(it.records, TODAY) : summary(it.records, TODAY);
  const words = labels(it, locale);
  const own = numbers as Numbers;
  const inApp = it.near ? nearParts(numbers as NearNumbers, locale, words.next) : parts(own, locale, words);
  return [
    ...styles.map((style) =>
      line(
        `${locale} ${style}`,
        it.near ? nearSentence(numbers as NearNumbers, style, locale) : sentence(own, style, locale, words),
      ),
    ),
    ...(numbers.days > 0 ? [line(`${locale} in the app`, Object.values(inApp).join(' '))] : []),
  ];
}

const page = cases.map((it, at) =>
  [
    `## ${at + 1}. ${it.near ? 'Close to him: ' : ''}${it.name}`,
    '',
    ...locales.flatMap((locale) => said(it, locale)),
    '',
  ].join('\n'),
);
const file = process.argv[2] ?? join(import.meta.dirname, '../../.shots/weeks.md');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `# Fifty weeks, and what is said of them\n\n${page.join('\n')}`);
process.stdout.write(`${file}: ${cases.length} weeks\n`);
