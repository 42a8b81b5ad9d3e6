import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from './pack.fixture.ts';
import { askedBefore, asksHere } from './shared-phone.ts';

test('before anything is kept it is asked who can open the phone; help and what is only read opens at once', () => {
  const asked = (route: string) => askedBefore(pack, route.split('/')[0] ?? '', route.split('/').slice(1));
  for (const keeps of ['log', 'checkin', 'import', 'code', 'text/module/first-hold', 'text/page/safety/helpers'])
    assert.equal(asked(keeps), true, keeps);
  for (const free of [
    'first',
    'what',
    'urge',
    'urge/wave',
    'tools',
    'help',
    'text/page/safety',
    'text/page/lapse',
    'today',
    'more',
    'signin',
  ])
    assert.equal(asked(free), false, free);
});

test('nobody is asked in the middle of an urge, or over the safety question', () => {
  assert.equal(asksHere('urge', []), false);
  assert.equal(asksHere('text', ['tool', 'wave']), false);
  assert.equal(asksHere('text', ['page', 'safety']), false);
  assert.equal(asksHere('text', ['page', 'safety', 'helpers']), true);
  assert.equal(asksHere('text', ['page', 'lapse']), true);
});
