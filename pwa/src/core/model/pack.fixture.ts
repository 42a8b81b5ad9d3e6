/** A pack of one module, two pages and two tools, in the form of the compiled bundle, for tests of what is drawn from answers. */

import type { Bundle, Exercise, Step, Text } from './content.ts';
import type { Entry, Fields } from './plain.ts';

const common = { minutes: 1, show: [], keep: 'sync' as const };
const text = (id: string, steps: Step[], more: Partial<Text> = {}): Text => ({
  id,
  title: id,
  intro: [],
  minutes: 10,
  steps,
  sources: [],
  draft: true,
  later: [],
  offered: [],
  ...more,
});
const step = (id: string, exercise?: Exercise): Step => ({
  id,
  title: `Title of ${id}`,
  kind: exercise?.kind ?? 'read',
  blocks: [
    { t: 'p', words: [`First of ${id}.`] },
    { t: 'p', words: [`Second of ${id}.`] },
    { t: 'p', words: [`Third of ${id}.`] },
  ],
  ...(exercise && { exercise }),
});

const first = text(
  'first-hold',
  [
    step('start'),
    step('reason', {
      ...common,
      kind: 'list',
      answer: 'reason',
      ask: 'My reason',
      plan: ['reasons'],
      most: 3,
      own: true,
      options: [{ code: 'honest', label: 'I want to be honest' }],
    }),
    step('trigger', {
      ...common,
      kind: 'choose',
      answer: 'trigger',
      ask: 'What comes first',
      plan: ['triggers'],
      least: 1,
      most: 1,
      own: true,
      options: [
        { code: 'lonely', label: 'Loneliness' },
        { code: 'payday', label: 'Pay day' },
      ],
    }),
    step('first-plan', {
      ...common,
      kind: 'ifthen',
      answer: 'first-plan',
      if: 'When this happens',
      // biome-ignore lint/suspicious/noThenProperty: the format's own name for the second half of an if-then plan
      then: 'first I will',
      start: 'trigger',
      own: true,
      plan: ['plans', 'alternatives'],
      options: [{ code: 'outside', label: 'Go outside' }],
    }),
    step('barrier', {
      ...common,
      kind: 'choose',
      answer: 'barrier',
      ask: 'My barrier',
      plan: ['barriers'],
      least: 1,
      most: 1,
      own: true,
      options: [{ code: 'phone-out', label: 'Phone in another room' }],
    }),
  ],
  {
    practice: {
      title: 'Practice',
      blocks: [],
      show: ['barrier'],
      always: true,
      do: 'Set it up.',
      when: 'Tonight',
      smallest: 'Half',
      obstacle: 'Later',
      next: 'Well?',
    },
  },
);

const lapse = text(
  'lapse',
  [
    step('now'),
    step('next-hour', {
      ...common,
      kind: 'choose',
      answer: 'lapse-next-hour',
      plan: [],
      least: 1,
      most: 1,
      own: true,
      options: [{ code: 'bed', label: 'Go to bed' }],
    }),
    step('chain', {
      ...common,
      kind: 'table',
      answer: 'lapse-chain',
      plan: [],
      form: 'chain',
      boxes: [{ code: 'situation', label: 'Where?' }],
    }),
  ],
  { later: [{ from: 'chain', when: 'next day' }], ask_safety_after: 'next-hour' },
);

const safety = text(
  'safety',
  [
    step('thoughts', {
      ...common,
      keep: 'device',
      kind: 'choose',
      answer: 'safety-thoughts',
      plan: [],
      least: 1,
      most: 1,
      own: false,
      options: [
        { code: 'no', label: 'No' },
        { code: 'some', label: 'Sometimes' },
        { code: 'yes', label: 'Yes' },
      ],
    }),
    step('helpers', {
      ...common,
      keep: 'device',
      kind: 'list',
      answer: 'safety-helpers',
      plan: ['safety'],
      most: 5,
      own: true,
      becomes: 'call',
      options: [
        { code: 'line', label: 'The line', service: 'line' },
        { code: 'doctor', label: 'My doctor' },
      ],
    }),
    step('my-plan', { kind: 'review', show: ['safety-helpers'] }),
  ],
  { stands: { place: 'safety', days: 14 } },
);

const tell = text('tell', [
  step('who', {
    ...common,
    kind: 'list',
    answer: 'who',
    ask: 'Who can I ring',
    plan: ['people'],
    most: 2,
    own: true,
    becomes: 'call',
    options: [],
  }),
]);

export const pack: Bundle = {
  version: '1',
  locale: 'en',
  name: 'Fotfeste',
  masks: [],
  help: { stop: [], near: [] },
  programmes: [
    {
      id: 'stop',
      title: 'Stop',
      modules: ['first-hold', 'not-here'],
      tracks: { once: ['first-hold'] },
      side: [],
      offers: {},
      boosters: {},
    },
  ],
  modules: { 'first-hold': first },
  pages: { lapse, safety, tell },
  tools: {
    wave: text('wave', [step('rising'), step('falling'), step('ground')], { offered: ['stop'] }),
    breathing: text('breathing', [step('in'), step('out'), step('end')], { minutes: 2, offered: ['stop', 'near'] }),
    waiting: text('waiting', [step('start'), step('end')], { minutes: 12, offered: ['stop'] }),
    'listen-breath': text('listen-breath', [step('in')], { pause: 4, offered: ['stop', 'near'] }),
    solving: text('solving', [
      step('what', { ...common, kind: 'write', answer: 'problem', ask: 'The problem', plan: [], lines: 2 }),
    ]),
    urge: text('urge', [step('choose')]),
  },
  codes: {},
  needs: [],
  directory: [
    {
      id: 'line',
      country: 'NO',
      needs: ['crisis'],
      name: 'The line',
      does: '',
      phone: '116123',
      languages: [],
      anonymous: true,
      source: '',
      rung: '2026-11-25',
    },
  ],
  nudges: {},
  measures: [],
};

/** A vault's entries from pairs of kind and fields. */
export const entriesOf = (...all: [kind: string, fields: Fields][]): ReadonlyMap<string, Entry> =>
  new Map(all.map(([kind, fields], at) => [String(at), { id: String(at), kind, fields, also: [], changed: at }]));

export const answered = (answer: string, fields: Fields = {}): [string, Fields] => [
  'answer',
  { answer, at: '2026-11-24', ...fields },
];

const timed = { ...common, kind: 'list' as const, becomes: 'time' as const, most: 5, own: true };

/** The same pack with a module that fills the calendar. */
export const calendarPack: Bundle = {
  ...pack,
  programmes: pack.programmes.map((it) => ({
    ...it,
    modules: ['first-hold', 'harder'],
    boosters: { 'after-four-weeks': 28 },
  })),
  modules: {
    ...pack.modules,
    harder: text('harder', [
      step('evenings', {
        ...timed,
        answer: 'evenings',
        ask: 'Hard evenings',
        plan: ['evenings'],
        options: [
          { code: 'payday', label: 'Pay day' },
          { code: 'hotel', label: 'A night in a hotel' },
        ],
      }),
      step('evening-plan', {
        ...common,
        kind: 'ifthen',
        answer: 'evening-plan',
        if: 'When it gets hard',
        // biome-ignore lint/suspicious/noThenProperty: the format's own name for the second half of an if-then plan
        then: 'first I will',
        own: true,
        plan: ['plans'],
        options: [],
      }),
      step('alternative', {
        ...timed,
        answer: 'alternative',
        ask: 'This week',
        plan: ['alternatives'],
        options: [{ code: 'swim', label: 'Swim' }],
      }),
    ]),
    'after-four-weeks': text('after-four-weeks', [
      step('still', { ...common, kind: 'write', answer: 'still', ask: 'What holds', plan: ['steady'], lines: 2 }),
    ]),
  },
};
