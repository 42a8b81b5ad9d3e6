import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { standingPage, standsFrom } from './standing-page.ts';

test('the safety plan stands for fourteen days after «some» or «yes», whatever is answered later', () => {
  const page = pack.pages.safety;
  const asked = page?.steps[0]?.exercise;
  assert.ok(page && asked);
  assert.deepEqual(standsFrom(page, asked, { codes: ['some'] }, '2026-11-10'), { stands_from: '2026-11-10' });
  assert.deepEqual(standsFrom(page, asked, { codes: ['no'] }, '2026-11-11'), {});
  const device = new Map([
    [
      'answer/pages/safety/thoughts',
      { answer: 'safety-thoughts', codes: ['no'], at: '2026-11-11', stands_from: '2026-11-10' },
    ],
    ['answer/pages/safety/helpers', { answer: 'safety-helpers', codes: ['line'] }],
  ]);
  const stands = standingPage(device, pack, '2026-11-24');
  assert.deepEqual([stands?.page, stands?.until, stands?.step], ['safety', '2026-11-24', 'helpers']);
  assert.equal(stands?.lines[0]?.words, 'The line');
  assert.equal(standingPage(device, pack, '2026-11-25'), null);
  assert.equal(standingPage(new Map(), pack, '2026-11-24'), null);
});

test('a safety plan that was written without any answer stands too, from the day it was last written', () => {
  const helpers = 'answer/pages/safety/helpers';
  const plan = { answer: 'safety-helpers', codes: ['line'], at: '2026-11-10' };
  assert.equal(standingPage(new Map([[helpers, plan]]), pack, '2026-11-24')?.until, '2026-11-24');
  assert.equal(standingPage(new Map([[helpers, plan]]), pack, '2026-11-25'), null);
  // An answer from long ago does not stand in the way; one that was given since counts from its own day.
  const asked = (from: string) =>
    ['answer/pages/safety/thoughts', { answer: 'safety-thoughts', stands_from: from }] as const;
  const both = (from: string) => new Map<string, Fields>([asked(from), [helpers, plan]]);
  assert.equal(standingPage(both('2026-10-01'), pack, '2026-11-11')?.until, '2026-11-24');
  assert.equal(standingPage(both('2026-11-12'), pack, '2026-11-11')?.until, '2026-11-26');
  // Nothing left in it is no plan.
  assert.equal(standingPage(new Map([[helpers, { ...plan, codes: [] }]]), pack, '2026-11-11'), null);
});
