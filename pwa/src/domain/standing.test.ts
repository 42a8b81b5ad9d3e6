import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from './pack.fixture.ts';
import { standing, standsFrom } from './standing.ts';

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
  const stands = standing(device, pack, '2026-11-24');
  assert.deepEqual([stands?.page, stands?.until, stands?.step], ['safety', '2026-11-24', 'helpers']);
  assert.equal(stands?.lines[0]?.words, 'The line');
  assert.equal(standing(device, pack, '2026-11-25'), null);
  assert.equal(standing(new Map(), pack, '2026-11-24'), null);
});
