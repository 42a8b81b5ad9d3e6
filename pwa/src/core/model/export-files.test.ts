import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Bundle } from './content.ts';
import { csv } from './csv.ts';
import { type Headings, readableCsv, readableJson } from './export-files.ts';
import { columns, type ExportLabels, exportLines, hasUnshown } from './export-lines.ts';
import type { Entry, Fields } from './plain.ts';

const labels: ExportLabels = {
  code: (list, code) => `${list}:${code}`,
  three: (field, value) => `${field}=${value}`,
  yes: (value) => (value ? 'Ja' : 'Nei'),
  held: (value) => `holdt=${value}`,
  time: (value) => `kl ${value}`,
};

const ask = { minutes: 1, show: [], plan: [], keep: 'sync' as const };
const bundle = {
  measures: [{ id: 'control-14', ask: 'Hvor mye kontroll?' }],
  modules: {
    first: {
      id: 'first',
      steps: [
        {
          id: 'why',
          title: 'Derfor',
          exercise: { ...ask, kind: 'write', answer: 'reason', ask: 'Hvorfor?', lines: 2 },
        },
        {
          id: 'who',
          title: 'Hvem',
          exercise: {
            ...ask,
            kind: 'list',
            answer: 'who',
            most: 3,
            own: true,
            becomes: 'call',
            options: [{ code: 'friend', label: 'En venn' }],
          },
        },
        {
          id: 'plan',
          title: 'Plan',
          exercise: {
            ...ask,
            kind: 'ifthen',
            answer: 'plan',
            if: 'Når',
            // biome-ignore lint/suspicious/noThenProperty: the pack's own name for the second half of a plan
            then: 'Da skal jeg',
            own: true,
            options: [{ code: 'out', label: 'gå ut' }],
          },
        },
      ],
    },
  },
  pages: {
    safety: {
      id: 'safety',
      steps: [
        {
          id: 'signs',
          title: 'Tegn',
          exercise: { ...ask, kind: 'write', answer: 'signs', ask: 'Hvilke tegn?', lines: 2 },
        },
      ],
    },
  },
  tools: {},
  programmes: [{ id: 'stop', modules: ['first'], side: [], boosters: {} }],
} as unknown as Bundle;

let ids = 0;
const entry = (kind: string, fields: Fields, also: Entry['also'] = []): [string, Entry] => {
  ids += 1;
  return [`${ids}`, { id: `${ids}`, kind, fields, also, changed: ids }];
};

const entries = new Map([
  entry('urge', {
    date: '2026-11-24',
    part: 'evening',
    strength: 6,
    after: 2,
    way: 'wave',
    triggers: ['bored'],
    own_triggers_a: 'Søndager',
    own_feelings: ['Rastløs'],
    place: 'home',
    text: ' tanke ',
    did_text: '',
  }),
  entry('purchase', { date: '2026-11-24', part: 'day', text: 'x' }, [
    { field: 'text', stamp: [1, 'a'], text: 'skrevet på en annen telefon' },
  ]),
  entry('checkin', { date: '2026-11-23', mood: 5, peak: 4, control: 3, good_text: 'tur', sleep: 2, talked: false }),
  entry('measure', { date: '2026-11-20', 'control-14': 4 }),
  entry('answer', { answer: 'reason', at: '2026-11-19', own_text: 'Fordi.' }),
  entry('answer', {
    answer: 'who',
    at: '2026-11-19',
    codes: ['friend'],
    own_text: 'Bror',
    phones_text: 'Bror\t91 23 45 67',
  }),
  entry('answer', {
    answer: 'plan',
    at: '2026-11-19',
    codes: ['out'],
    if_text: 'jeg er alene',
    times: { out: 'mon 20:00' },
  }),
  entry('answer', { answer: 'gone-from-the-texts', at: '2026-11-18', own_text: 'Ord som ble skrevet' }),
  entry('kept', { from: 'urge', field: 'text', text: 'fikk ikke plass' }),
  entry('keys', { R: '0'.repeat(32) }),
  entry('device', { tag: 'aa', first: '2026-11-01', last: '2026-11-25' }),
  entry('settings', { locale: 'nb' }),
]);
const device = new Map<string, Fields>([
  ['answer/pages/safety/signs', { answer: 'signs', at: '2026-11-17', own_text: 'Blir stille' }],
  ['channel', { id: 'c', auth: 'd' }],
]);

test('everything that was written is there in words, oldest first, and nothing else', () => {
  const lines = exportLines(entries, new Map(), bundle, labels);
  const file = JSON.parse(
    readableJson({ made: '2026-11-25', language: 'nb', lines, plan: [{ name: 'Folk', lines: ['Bror'] }], files: [] }),
  );
  assert.deepEqual(file, {
    made: '2026-11-25',
    language: 'nb',
    diary: [
      { date: '2026-11-20', what: 'every_fortnight', question: 'Hvor mye kontroll?', answer: 4 },
      {
        date: '2026-11-23',
        what: 'day',
        mood: 5,
        strongest_urge: 4,
        control: 3,
        slept: 'sleep=2',
        talked_with_someone: 'Nei',
        one_good_thing: 'tur',
      },
      {
        date: '2026-11-24',
        part_of_day: 'day',
        what: 'purchase',
        thoughts: 'x',
        also_written: ['skrevet på en annen telefon'],
      },
      {
        date: '2026-11-24',
        part_of_day: 'evening',
        what: 'urge',
        strength: 6,
        strength_after: 2,
        what_was_tried: 'ways:wave',
        what_came_before: ['triggers:bored', 'Søndager'],
        where: 'places:home',
        feelings: ['Rastløs'],
        thoughts: 'tanke',
      },
      { what: 'text', thoughts: 'fikk ikke plass' },
    ],
    answers: [
      { date: '2026-11-18', what: 'answer', answer: ['Ord som ble skrevet'] },
      { date: '2026-11-19', what: 'answer', question: 'Hvorfor?', answer: ['Fordi.'] },
      { date: '2026-11-19', what: 'answer', question: 'Hvem', answer: ['En venn', 'Bror, 91 23 45 67'] },
      {
        date: '2026-11-19',
        what: 'answer',
        question: 'Plan',
        answer: ['Når: jeg er alene. Da skal jeg: gå ut, kl mon 20:00'],
      },
    ],
    plan: [{ place: 'Folk', lines: ['Bror'] }],
  });
});

test('what is kept on the phone only comes along when it is asked for, and never a secret', () => {
  const all = JSON.stringify(exportLines(entries, device, bundle, labels));
  assert.ok(all.includes('Blir stille'));
  assert.ok(!JSON.stringify(exportLines(entries, new Map(), bundle, labels)).includes('Blir stille'));
  for (const secret of ['000000', '"aa"', 'channel']) assert.ok(!all.includes(secret), secret);
});

const headings: Headings = {
  date: 'Dato',
  part: 'Del av dagen',
  what: 'Hva',
  also: 'Også skrevet',
  columns: Object.fromEntries(columns.map((it) => [it, it.toUpperCase()])) as Headings['columns'],
  whats: {
    urge: 'Trang',
    purchase: 'Kjøp',
    checkin: 'Dagen',
    fortnight: 'Fjortende',
    evening: 'Planlagt',
    answer: 'Svar',
    other: 'Tekst',
  },
  parts: { night: 'natt', morning: 'morgen', day: 'dag', evening: 'kveld' },
};

/** As RFC 4180 reads it, with `;`. */
function parsed(text: string): string[][] {
  assert.equal(text[0], '\ufeff');
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const it = text.charAt(at);
    if (quoted && it === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (it === '"') quoted = !quoted;
    else if (!quoted && (it === ';' || it === '\r')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (it === '\r') rows.push([]);
    } else if (quoted || it !== '\n') cell += it;
  }
  return rows.slice(0, -1);
}

test('a spreadsheet gets one row a line and no empty columns', () => {
  const only = exportLines(new Map([...entries].slice(0, 2)), new Map(), bundle, labels);
  const [head, ...rows] = parsed(readableCsv(only, headings));
  assert.deepEqual(head?.slice(0, 4), ['Dato', 'Del av dagen', 'Hva', 'STRENGTH']);
  assert.equal(head?.includes('MOOD'), false);
  assert.equal(head?.at(-1), 'Også skrevet');
  assert.deepEqual(
    rows.map((it) => it.slice(0, 3)),
    [
      ['2026-11-24', 'dag', 'Kjøp'],
      ['2026-11-24', 'kveld', 'Trang'],
    ],
  );
});

test('no text is run as a formula, and every text comes back as it was written', () => {
  for (const bad of ['=1+1', '+47', '-5', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\n=1', '＝1', '|cmd', '\ta', '\0=1'])
    assert.ok(parsed(csv([[bad]]))[0]?.[0]?.startsWith("'"), bad);
  assert.equal(csv([['æøå "x"; y', 5]]), '\ufeff"æøå ""x""; y";5\r\n');
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const back = parsed(csv(rows));
      const begins = (it: string) => /^\s*[=+\-@|%＝＋－＠]/.test(it) || it.startsWith('\t') || it.startsWith('\0');
      const plain = (it: string) => (it.startsWith("'") && begins(it.slice(1)) ? it.slice(1) : it);
      assert.deepEqual(
        back.map((row) => row.map(plain)),
        rows.map((row) => row.map(plain)),
      );
    }),
  );
});

test('somebody to ring, written straight into the plan, is in the readable files', () => {
  const entries = new Map([entry('person', { name_text: 'Broren min', phone_text: '900 00 000', made: 1 })]);
  const [line] = exportLines(entries, new Map(), bundle, labels);
  assert.equal(line?.cells.text, 'Broren min, 900 00 000');
});

test('a planned evening is in the readable files, with how it went', () => {
  const fields = { date: '2026-11-27', part: 'evening', place: 'home', person_text: 'Ola', first_text: 'Gå ut' };
  const entries = new Map([entry('evening', { ...fields, notice_text: 'Turen', held: 'partly' })]);
  const [line] = exportLines(entries, new Map(), bundle, labels);
  assert.deepEqual([line?.what, line?.date, line?.part], ['evening', '2026-11-27', 'evening']);
  assert.deepEqual(line?.cells, {
    place: 'places:home',
    with: 'Ola',
    first: 'Gå ut',
    held: 'holdt=partly',
    notice: 'Turen',
  });
  assert.deepEqual(exportLines(new Map([entry('evening', { date: '2026-11-27' })]), new Map(), bundle, labels), []);
});

test('a length that nobody saw is no number in the readable files', () => {
  const entries = new Map([entry('urge', { date: '2026-11-27', part: 'evening', way: 'wave', minutes: 0 })]);
  const [line] = exportLines(entries, new Map(), bundle, labels);
  assert.deepEqual(line?.cells, { way: 'ways:wave' });
});

test('what was written to a coach, and came from one, is in the readable files; keys and what was taken back are not', () => {
  const letter = (n: number, from: string, fields: Fields) =>
    entry('letter', { thread: 'a', from, n, seq: n, day: '2026-11-27', mark: 'm', since: '', ...fields });
  const entries = new Map([
    letter(1, 'u', { content: { kind: 'text', text: 'Jeg vil slutte.' } }),
    letter(2, 'c', { coach: 'k', content: { kind: 'text', name: 'Kari', text: 'Fint.' } }),
    letter(3, 'u', { content: { kind: 'checkin', how: 6, practice_text: 'gikk tur', question_text: 'Hva nå?' } }),
    letter(4, 'u', { content: { kind: 'plan', lines: ['ringe Ola', 'sove'] } }),
    letter(5, 'u', { withdrew: 1 }),
    letter(6, 'c', { content: null, withdrawn: true }),
    entry('thread', { thread: 'a', secret: 'b', text: 'c', coach_k: { key: 'e', expires: 2_000_000_000 } }),
    entry('organisation', { key_1: 'd' }),
  ]);
  const lines = exportLines(entries, new Map(), bundle, labels);
  assert.deepEqual(
    lines.map(({ cells }) => cells.text),
    ['Jeg vil slutte.', 'Kari: Fint.', 'gikk tur\nHva nå?', 'ringe Ola\nsove'],
  );
  assert.ok(lines.every(({ what, date }) => what === 'other' && date === '2026-11-27'));
});

test('what the phone could not confirm to be a coach’s is not in the readable files', () => {
  const letter = (thread: string, seq: number, coach: string, text: string, more: Fields = {}) => {
    const content = { kind: 'text', name: 'Kari', text };
    return entry('letter', { thread, from: 'c', n: seq, seq, day: '2026-11-27', since: '', coach, content, ...more });
  };
  const entries = new Map([
    letter('before', 1, 'k', 'før'),
    letter('before', 5, 'k', 'etter at hun sluttet'),
    letter('a', 1, 'k', 'i den nye'),
    letter('a', 2, 'o', 'fra Ola'),
    letter('a', 3, 'x', 'fra en ukjent'),
    letter('a', 4, 'o', 'for sent', { day: '2034-01-01' }),
    letter('a', 5, '', 'fra ingen'),
    letter('elsewhere', 1, 'o', 'fra en annen samtale'),
    entry('thread', {
      thread: 'a',
      before: ['before'],
      coach_k: { key: 'e', expires: 2_000_000_000, until: { before: 4, a: 0 } },
      coach_o: { key: 'f', expires: 2_000_000_000 },
    }),
  ]);
  assert.deepEqual(
    exportLines(entries, new Map(), bundle, labels).map(({ cells }) => cells.text),
    ['Kari: før', 'Kari: fra Ola'],
  );
});

test('who uses the app for somebody close is told that own urges and purchases of before are in the files', () => {
  const lines = exportLines(entries, new Map(), bundle, labels);
  const others = lines.filter(({ what }) => what !== 'urge' && what !== 'purchase');
  assert.deepEqual(
    [hasUnshown(lines, 'near'), hasUnshown(lines, 'stop'), hasUnshown(others, 'near')],
    [true, false, false],
  );
});

test('a photo or a recording that he made for himself stands apart from the lines', () => {
  const files = [{ what: 'photo', date: '2026-11-23', type: 'image/jpeg', base64: 'AAEC' }] as const;
  const file = JSON.parse(readableJson({ made: '2026-11-25', language: 'nb', lines: [], plan: [], files }));
  assert.deepEqual(file.files, files);
});
