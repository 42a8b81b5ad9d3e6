import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { excerpts } from './excerpt.ts';
import { type ChoiceLabel, type FactWords, fold, queryWords, type Searchable, type Sees, search } from './search.ts';

const urge = (id: string, date: string, fields: Record<string, unknown>): Searchable => ({
  id,
  kind: 'urge',
  fields: { date, part: 'evening', strength: 5, ...fields },
});
const ids = (hits: readonly Searchable[]) => hits.map(({ id }) => id).join(' ');
const shown = (record: Searchable, query: string) =>
  excerpts(record, query).map(({ pieces }) => pieces.map(({ words, hit }) => (hit ? `[${words}]` : words)).join(''));

const diary = [
  urge('a', '2026-11-01', { text: 'Ringte broren min på kafé.', did_text: 'Gikk en tur' }),
  urge('b', '2026-11-03', { text: 'Aleine på hotellet' }),
  { id: 'c', kind: 'checkin', fields: { date: '2026-11-02', good_text: 'En tur i skogen' } },
  {
    id: 'd',
    kind: 'answer',
    fields: { at: '2026-10-30', box_thought_text: 'ÆRLIG: jeg må på tur', phones_text: 'Bror\t99' },
  },
  { id: 'e', kind: 'settings', fields: { style: 'tur' } },
];

test('the newest first, in every field of own text, and nowhere else', () => {
  assert.equal(ids(search(diary, 'tur')), 'c a d');
  assert.equal(ids(search(diary, 'bro')), 'a d');
  assert.equal(ids(search(diary, 'evening')), '');
});

test('short words of one’s own are found, and the codes beside them are not', () => {
  const own = urge('a', '2026-11-01', {
    triggers: ['stress'],
    own_triggers: ['Søndager'],
    own_triggers_a: 'Lange møter',
  });
  assert.equal(ids(search([own], 'sondag')), 'a');
  assert.deepEqual(shown(own, 'møter'), ['Søndager, Lange [møter]']);
  assert.equal(ids(search([own], 'stress')), '');
  assert.equal(ids(search([urge('b', '2026-11-01', { own_triggers: 'Søndager' })], 'sondag')), '');
});

test('what was chosen is found by what the screen calls it, each label read once for a query', () => {
  const words: Record<string, string> = {
    'feelings lonely': 'Ensom',
    'feelings upset': 'Såret',
    'place travel': 'På reise',
  };
  const read: string[] = [];
  const label: ChoiceLabel = (field, code) => {
    read.push(`${field} ${code}`);
    return words[`${field} ${code}`] ?? code;
  };
  const one = urge('a', '2026-11-01', { feelings: ['upset', 'lonely'], place: 'travel' });
  const all = [
    one,
    urge('b', '2026-11-02', { feelings: ['lonely'] }),
    urge('c', '2026-11-03', { feelings: [1, null] }),
  ];
  const find = (query: string, sees?: Sees) => ids(search(all, query, sees, label));
  assert.equal(find('ensom'), 'b a');
  assert.ok(read.includes('feelings lonely'));
  assert.equal(new Set(read).size, read.length);
  assert.equal(find('reise ensom'), 'a');
  assert.equal(find('lonely'), '');
  assert.equal(
    find('ensom', (_, field) => field !== 'feelings'),
    '',
  );
  const marked = excerpts(one, 'ens reise', () => true, label).map(({ field, pieces }) => [field, pieces]);
  assert.deepEqual(marked, [
    [
      'feelings',
      [
        { words: 'Såret, ', hit: false },
        { words: 'Ens', hit: true },
        { words: 'om', hit: false },
      ],
    ],
    [
      'place',
      [
        { words: 'På ', hit: false },
        { words: 'reise', hit: true },
      ],
    ],
  ]);
});

test('what a record is and when it was are found by whole words, begun from four letters on, and inflected', () => {
  const said: Record<string, string> = {
    'kind urge': 'trang sug',
    'kind checkin': 'dagen',
    'part evening': 'kveld',
    'weekday 4': 'fredag',
    'weekday 5': 'lørdag',
    'month 11': 'november',
  };
  const facts: FactWords = (name, code) => (name === 'number' ? code : (said[`${name} ${code}`] ?? ''));
  const all = [
    urge('a', '2026-11-06', {}),
    urge('b', '2026-11-07', { part: 'morning', text: 'Ringte Tor.' }),
    { id: 'c', kind: 'checkin', fields: { date: '2026-11-27' } },
    { id: 'd', kind: 'settings', fields: { name: 'fredag' } },
  ];
  const find = (query: string, sees?: Sees) => ids(search(all, query, sees, () => '', facts));
  for (const [query, found] of [
    ['fredag', 'c a'],
    ['Fred', 'c a'],
    ['fre', ''],
    ['fredager', 'c a'],
    ['LØRDAG', 'b'],
    ['sug', 'b a'],
    ['trangen', 'b a'],
    // Another word that begins alike.
    ['kveldmat', ''],
    ['trangbod', ''],
    ['fredag kvelden', 'a'],
    ['november', 'c b a'],
    ['7. nov', ''],
    ['7. november', 'b'],
    ['27 november 2026', 'c'],
    // Text is found by any part of it still.
    ['tor lørdag', 'b'],
    ['dag', ''],
  ] as const)
    assert.equal(find(query), found, query);
  assert.equal(
    find('fredag', (record) => record.kind === 'urge'),
    'a',
  );
});

test('case and accents do not count, on either side', () => {
  for (const query of ['kafe', 'KAFÉ', 'kafe\u0301']) assert.equal(ids(search(diary, query)), 'a', query);
  for (const query of ['ærlig', 'aerlig', 'Ma', 'må']) assert.equal(ids(search(diary, `${query} jeg`)), 'd', query);
  assert.equal(fold('ØL Låne İ naïve'), 'ol lane i naive');
});

test('every word must be there, in any order and in any field of the same record', () => {
  assert.equal(ids(search(diary, 'tur broren')), 'a');
  assert.equal(ids(search(diary, 'tur hotellet')), '');
  assert.equal(ids(search(diary, '  ')), '');
  assert.deepEqual(queryWords(' Tur  tur\tÅ '), ['tur', 'a']);
});

test('a text that waits beside another one is found; a field that the screen does not show is not', () => {
  const apart: Searchable = { ...urge('a', '2026-11-01', { text: 'en' }), also: [{ field: 'text', text: 'to' }] };
  assert.equal(ids(search([apart], 'to')), 'a');
  assert.equal(ids(search(diary, 'tur', (_, field) => field === 'good_text')), 'c');
});

test('what changed is read anew', () => {
  const before = urge('a', '2026-11-01', { text: 'før' });
  assert.equal(ids(search([before], 'før')), 'a');
  assert.equal(ids(search([{ ...before, fields: { ...before.fields, text: 'etter' } }], 'før')), '');
});

test('the words around a hit, cut between words', () => {
  const long = urge('a', '2026-11-01', {
    text: `${'ord '.repeat(60)}så ringte jeg Bróren min ${'mer '.repeat(60)}og sov til slutt godt.`,
    did_text: 'Ingenting her',
  });
  const [first, second, ...rest] = shown(long, 'broren godt');
  assert.match(first ?? '', /^… (ord )+så ringte jeg \[Bróren\] min (mer )+…$/);
  assert.match(second ?? '', /^… (mer )+og sov til slutt \[godt\]\.$/);
  assert.deepEqual(rest, []);
  assert.ok((first ?? '').length < 170);
  assert.deepEqual(shown(urge('a', '2026-11-01', { text: 'En\n\ntur, en TUR' }), 'tur'), ['En [tur], en [TUR]']);
  assert.deepEqual(shown(urge('a', '2026-11-01', { text: 'kollega i lunsjen' }), 'lunsj kollega'), [
    '[kollega] i [lunsj]en',
  ]);
  assert.deepEqual(shown(urge('a', '2026-11-01', { text: 'lærer' }), 'a'), ['l[æ]rer']);
  // Where it begins a word of the text, what it is a part of elsewhere is not marked.
  assert.deepEqual(shown(urge('a', '2026-11-01', { text: 'Gå ut i ti minutter' }), 'gå ut'), [
    '[Gå] [ut] i ti minutter',
  ]);
  assert.deepEqual(shown(urge('a', '2026-11-01', { text: 'Minutter, uten å gå ut' }), 'ut'), [
    'Minutter, [ut]en å gå [ut]',
  ]);
  assert.deepEqual(shown(urge('a', '2026-11-01', { text: 'To minutter' }), 'ut'), ['To min[ut]ter']);
});

test('an excerpt is the text itself, and its hits are what was searched for', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat({ max: 9 }), (text, from, length) => {
      const one = text.replace(/\s+/g, ' ').trim();
      const letters = [...one];
      const at = letters.length ? from % letters.length : 0;
      const query = letters.slice(at, at + 1 + length).join('');
      const record = urge('a', '2026-11-01', { text });
      const words = queryWords(query);
      if (words.length === 0) return;
      assert.equal(search([record], query).length, 1);
      const found = excerpts(record, query);
      assert.ok(found.length > 0);
      for (const { pieces } of found) {
        const whole = pieces.map((it) => it.words).join('');
        assert.ok(one.includes(whole.replace(/^… /, '').replace(/ …$/, '')) || one.includes(whole));
        assert.ok(pieces.some(({ hit }) => hit));
      }
    }),
    { numRuns: 500 },
  );
});

test('text is folded letter by letter as it is in whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      assert.equal([...text].map(fold).join(''), fold(text));
    }),
  );
});
