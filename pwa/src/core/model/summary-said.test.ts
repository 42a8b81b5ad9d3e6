/** Every sentence that a lock screen may show of a week, with the pack's own labels. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentIn } from './content.fixture.ts';
import { type NearNumbers, nearSentence } from './near-summary.ts';
import { type Change, type Labels, LOCK_SCREEN, type Numbers, parts, sentence } from './summary.ts';
import { summaryWords } from './summary-words.ts';

const locales = ['nb', 'en'] as const;
const changes: readonly (Change | null)[] = ['calmer', 'same', 'harder', null];
const counted = (['calmer', 'harder'] as const).map((change) => ({ change, byCount: true }));
const seven = [1, 2, 3, 4, 5, 6, 7];

/** Counts of each kind of sentence: none, few, many, with and without purchases, still under way. */
const counts = [
  { passed: 0, purchases: 0, open: 0 },
  { passed: 0, purchases: 0, open: 1 },
  { passed: 0, purchases: 1, open: 0 },
  { passed: 0, purchases: 12, open: 0 },
  { passed: 1, purchases: 0, open: 0 },
  { passed: 1, purchases: 1, open: 0 },
  { passed: 2, purchases: 0, open: 0 },
  { passed: 31, purchases: 0, open: 0 },
  { passed: 28, purchases: 4, open: 0 },
  { passed: 1, purchases: 2, open: 0 },
  { passed: 11, purchases: 12, open: 0 },
  { passed: 11, purchases: 12, open: 12 },
  { passed: 0, purchases: 0, open: 0, nought: true, bought: true },
  { passed: 0, purchases: 0, open: 0, bought: true },
  { passed: 0, purchases: 0, open: 1, of: 1, days: 1, today: true },
];
const week = (more: Partial<Numbers>): Numbers => ({
  from: '2026-11-16',
  until: '2026-11-22',
  days: 5,
  of: 7,
  today: false,
  nought: false,
  bought: false,
  urges: 0,
  passed: 0,
  purchases: 0,
  times: 0,
  open: 0,
  strength: null,
  most: null,
  before: null,
  change: null,
  weeks: null,
  byCount: false,
  trigger: null,
  way: null,
  ...more,
});

function* weeks(): Generator<Numbers> {
  for (const { change, byCount } of [...changes.map((it) => ({ change: it, byCount: false })), ...counted])
    for (const days of [1, 5, 7])
      for (const it of counts)
        for (const of of new Set([days, 7]))
          yield week({
            days,
            of,
            change,
            byCount,
            ...it,
            times: it.passed + it.purchases,
            trigger: 'code',
            way: 'code',
          });
}

const nearWeeks = (days: number, of: number, change: Change | null): NearNumbers[] =>
  [0, 1, days].map((good) => ({
    from: '2026-11-16',
    until: '2026-11-22',
    days,
    of,
    today: false,
    sleep: { good, of: days },
    limits: { good, of: days },
    sleepMean: 1,
    moodMean: 4.26,
    moods: days,
    change,
    by: ['mood', 'sleep'],
  }));

/** Every trigger, way and title of the pack, and none. */
function labelled(locale: (typeof locales)[number]): Labels[] {
  const { codes, modules } = contentIn(locale);
  const [triggers, ways] = [codes.triggers, codes.ways].map((all) => all.map((it) => it.label)) as [string[], string[]];
  const named = triggers.map((trigger, at): Labels => {
    const next = modules.stop[at % modules.stop.length];
    return { trigger: () => trigger, way: () => ways[at % ways.length], next };
  });
  const others = ways.map((way, at): Labels => ({ way: () => way, next: modules.stop[at % modules.stop.length] }));
  return [{}, ...named, ...others];
}

function* said(): Generator<{ line: string; locale: 'nb' | 'en'; style: 'neutral' | 'discreet' | 'full' }> {
  for (const locale of locales) {
    const labels = labelled(locale);
    for (const style of ['neutral', 'discreet', 'full'] as const) {
      for (const numbers of weeks())
        for (const label of labels) yield { line: sentence(numbers, style, locale, label), locale, style };
      for (const change of changes)
        for (const days of seven)
          for (const numbers of nearWeeks(days, days, change))
            yield { line: nearSentence(numbers, style, locale), locale, style };
    }
  }
}

/** Said once for all tests. */
const all = [...said()];

/** Any of these as a whole word. */
const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(${words.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?!\\p{L})`, 'iu');

test('the pack has labels to try them with', () => {
  for (const locale of locales) {
    const { codes, modules, tools, forbidden } = contentIn(locale);
    assert.ok(
      codes.triggers.length > 9 && codes.ways.length > 9 && codes.feelings.length > 9 && codes.places.length > 3,
    );
    assert.ok(modules.stop.length > 9 && modules.near.length > 3 && tools.length > 9 && forbidden.length > 99);
    assert.ok([...modules.stop, ...modules.near, ...tools].every(Boolean));
  }
});

test('no sentence shames or uses a word that the pack forbids, whatever the labels and the numbers', () => {
  const shame =
    /skam|ødelagt|mislyk|torsk|brutt|nullstille|dessverre|sviktet|dårlig|verre|bare \d|kun|shame|fail|relapse|unfortunately|worse|only \d|just \d/i;
  const forbidden = new Map(locales.map((locale) => [locale, anyOf(contentIn(locale).forbidden)]));
  const lines = new Map(all.map(({ line, locale }) => [line, locale]));
  for (const [line, locale] of lines) {
    assert.doesNotMatch(line, shame);
    assert.doesNotMatch(line, forbidden.get(locale) as RegExp);
    assert.doesNotMatch(line, /NaN|Infinity|undefined|\bnull\b|\{|««|»»|‘‘|’’|!/);
  }
});

test('the discreet and the neutral line name nothing: no subject, no label, no title, no feeling, and never that it was harder', () => {
  const subject =
    /trang|kjøp|sex|sug|glipp|risiko|fristelse|porno|penger|program|modul|øvelse|trygg|humør|søvn|sov|grense|pårørende|partner|urge|purchase|bought|buy|slip|risk|tempt|porn|money|module|exercise|safe|mood|sleep|slept|limit|relative/i;
  const verdict = /\b(mer|more|less|fewer|flere|færre|bedre|better|worse)\b|urolig|tyngre|vanskelig|verre|hard|heav/i;
  for (const locale of locales) {
    const { codes, modules, tools } = contentIn(locale);
    const labels = [...Object.values(codes).flatMap((all) => all.map((it) => it.label)), ...tools];
    const words = labels.flatMap((it) => it.split(/\P{L}+/u)).filter((it) => it.length > 4);
    const named = anyOf([...words, ...labels, ...modules.stop, ...modules.near]);
    const quiet = new Set(all.filter((it) => it.locale === locale && it.style !== 'full').map((it) => it.line));
    assert.ok(quiet.size > 20);
    for (const line of quiet) {
      assert.doesNotMatch(line, subject);
      assert.doesNotMatch(line, verdict);
      assert.doesNotMatch(line, named);
    }
  }
});

test('a lock screen has room for every sentence that is said, and none of them is cut', () => {
  for (const locale of locales) {
    for (const numbers of weeks()) {
      for (const labels of labelled(locale)) {
        const line = sentence(numbers, 'full', locale, labels);
        assert.ok(line.length <= LOCK_SCREEN, line);
        const said = parts(numbers, locale, labels, true);
        const told = { ...said, ...(said.next && { next: summaryWords[locale].waiting }) };
        const { days, passed, change, trigger, way, next } = told;
        const shown = [days, passed, change, trigger, way, next].filter((it) => it && line.includes(it));
        assert.equal(line, shown.join(' '));
        for (const first of [days, passed]) assert.ok(line.includes(first), line);
        // What is told of purchases goes before how the week compares, where there is no room for both.
        if (change && numbers.passed >= numbers.purchases) assert.ok(line.includes(change), line);
        for (const left of Object.values(told).filter((it) => !shown.includes(it)))
          assert.ok(line.length + 1 + left.length > LOCK_SCREEN, `there was room for «${left}» in «${line}»`);
      }
    }
  }
  for (const { line, style } of all) if (style === 'full') assert.ok(line.length <= LOCK_SCREEN, line);
});

test('no lock screen names a step of the programme', () => {
  for (const locale of locales) {
    const { modules } = contentIn(locale);
    for (const numbers of weeks())
      for (const next of modules.stop) assert.ok(!sentence(numbers, 'full', locale, { next }).includes(next));
  }
});

test('the lock screen of somebody close to him names no step of the programme', () => {
  for (const locale of locales) {
    const titles = contentIn(locale).modules.near;
    for (const change of changes)
      for (const numbers of nearWeeks(5, 7, change))
        for (const title of titles) assert.ok(!nearSentence(numbers, 'full', locale).includes(title));
  }
});
