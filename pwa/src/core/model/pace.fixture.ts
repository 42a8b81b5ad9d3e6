/** A pack of a whole programme with side paths, boosters and questions for every fortnight, for tests of the pace. */

import type { Bundle, Measure, Text } from './content.ts';
import { pack } from './pack.fixture.ts';

const first = pack.modules['first-hold'] as Text;
const module = (id: string): Text => ({
  ...first,
  id,
  title: `Title of ${id}`,
  steps: first.steps.slice(0, 1),
  ...(first.practice && { practice: { ...first.practice, title: `Practice of ${id}`, show: [] } }),
});
const measure = (id: string, more: Partial<Measure> = {}): Measure => ({
  id,
  range: [0, 10],
  better: 'high',
  every: 14,
  for: ['stop'],
  ask: `${id}?`,
  ...more,
});

const modules = ['first-hold', 'harder', 'map', 'slips'];
const side = ['alcohol', 'partner', 'police-path'];
const boosters = { 'after-four-weeks': 28, 'after-a-year': 365 };
const near = ['right-now', 'near-safe'];

export const paced: Bundle = {
  ...pack,
  programmes: [
    {
      id: 'stop',
      title: 'Stop',
      modules,
      tracks: {
        once: ['first-hold', 'slips'],
        afraid: ['first-hold', 'harder'],
        again: modules,
        happened: modules,
      },
      side,
      offers: {
        alcohol: { what: [], triggers: ['drink'] },
        partner: { what: ['found-out'], triggers: ['argument'] },
        'police-path': { what: ['police'], triggers: [] },
      },
      boosters,
    },
    { id: 'near', title: 'Near', modules: near, tracks: {}, side: [], offers: {}, boosters: {} },
  ],
  modules: {
    'first-hold': first,
    ...Object.fromEntries(
      [...modules.slice(1), ...side, ...Object.keys(boosters), ...near].map((id) => [id, module(id)]),
    ),
  },
  measures: [
    measure('control-14'),
    measure('urge-14', { better: 'low' }),
    measure('purchases-28', { range: [0, 60], better: 'low' }),
    measure('wellbeing'),
    measure('near-wellbeing', { for: ['near'] }),
    measure('mood', { every: 1 }),
  ],
};
