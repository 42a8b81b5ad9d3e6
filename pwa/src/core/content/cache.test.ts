import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awayNear } from '../model/away.ts';
import { coachAsks, outdated, type ResponseKind, responseKind } from './cache.ts';

const origin = 'https://x.test';
const asked = (path: string, navigates = false, method = 'GET'): ResponseKind =>
  responseKind(method, new URL(path, origin), origin, navigates);

test('boxes under /api are never answered from the phone', () => {
  for (const path of ['/api/log', '/api/vaults/00/sync', '/api/slots/00', '/api/push-key', '/api/content/nb/more'])
    assert.equal(asked(path), null);
});

test('the texts are answered from the phone', () => {
  assert.equal(asked('/api/content/nb'), 'manifest');
  assert.equal(asked('/api/content/en'), 'manifest');
  assert.equal(asked('/content/00.json'), 'bundle');
});

test('only the address of the app is answered with the app', () => {
  assert.equal(asked('/', true), 'page');
  assert.equal(asked('/index.html', true), 'page');
  assert.equal(asked('/?m=vaner', true), 'page');
  assert.equal(asked('/health', true), null);
});

test('nothing of the coaches’ console is answered from the phone', () => {
  assert.equal(asked('/coach', true), null);
  assert.equal(asked('/coach.html', true), null);
  assert.equal(asked('/assets/coach/coach-a.js'), null);
  assert.equal(asked(`/api/content/nb${coachAsks}`), null);
});

test('where quick exit goes without a connection is answered from the phone', () => {
  for (const path of Object.values(awayNear)) assert.equal(asked(path, true), 'file');
});

test('what is not read from here goes to the network', () => {
  assert.equal(asked('/assets/a.js'), 'file');
  assert.equal(asked('/assets/a.js', false, 'POST'), null);
  assert.equal(asked('https://elsewhere.test/assets/a.js'), null);
});

test('the shell before this one stays for pages that are still open; older ones and nothing else go', () => {
  assert.deepEqual(outdated(['shell-1', 'content', 'shell-2', 'shell-3'], '3'), ['shell-1']);
  assert.deepEqual(outdated(['shell-3', 'content'], '3'), []);
});
