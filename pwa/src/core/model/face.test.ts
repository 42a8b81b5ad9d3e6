import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faceOf } from './codec.ts';
import { belongs, ofFace, opens } from './face.ts';
import { pack } from './pack.fixture.ts';

test('only somebody who answers for nobody but another person gets the face of those close to him', () => {
  assert.equal(faceOf(['relative']), 'near');
  assert.equal(faceOf(['relative', 'again']), 'stop');
  assert.equal(faceOf(['once', 'relative']), 'stop');
  assert.equal(faceOf(['afraid', 'relative']), 'stop');
  assert.equal(faceOf(['again']), 'stop');
  assert.equal(faceOf(['none']), 'stop');
  assert.equal(faceOf([]), 'stop');
  assert.equal(faceOf(), 'stop');
});

test('what has just happened may have happened to the one close to him', () => {
  assert.equal(faceOf(['happened', 'relative']), 'near');
  assert.equal(faceOf(['happened', 'found-out', 'relative']), 'near');
  assert.equal(faceOf(['happened', 'police']), 'stop');
});

const near = { id: 'near', title: 'near', modules: ['right-now'], tracks: {}, side: [], offers: {}, boosters: {} };
const bundle = {
  ...pack,
  programmes: [...pack.programmes, near],
  help: { stop: ['lapse', 'safety'], near: ['safety'] },
};

test('the relatives’ app has no text of his acts: no module, page or tool that is his alone', () => {
  const theirs = (kind: 'page' | 'tool' | 'module', id: string) => belongs(bundle, 'near', { kind, id });
  assert.equal(theirs('module', 'right-now'), true);
  assert.equal(theirs('module', 'first-hold'), false);
  assert.equal(theirs('page', 'safety'), true);
  assert.equal(theirs('page', 'tell'), true);
  assert.equal(theirs('page', 'lapse'), false);
  assert.equal(theirs('tool', 'breathing'), true);
  assert.equal(theirs('tool', 'wave'), false);
  assert.equal(theirs('tool', 'urge'), true);
  assert.equal(belongs(bundle, 'stop', { kind: 'module', id: 'right-now' }), true);
});

test('an old link opens none of his screens either', () => {
  const theirs = (name: string, ...args: string[]) => opens(bundle, 'near', name, args);
  for (const closed of [
    ['log'],
    ['more-about'],
    ['own-words'],
    ['urge', 'wave'],
    ['text', 'page', 'lapse'],
    ['text', 'tool', 'wave'],
  ])
    assert.equal(theirs(closed[0] ?? '', ...closed.slice(1)), false, closed.join('/'));
  for (const open of [
    ['today'],
    ['urge'],
    ['urge', 'breathing'],
    ['text', 'module', 'right-now', 'x'],
    ['help', 'crisis'],
  ])
    assert.equal(theirs(open[0] ?? '', ...open.slice(1)), true, open.join('/'));
  assert.equal(opens(bundle, 'stop', 'log', []), true);
});

const page = (id: string, ...links: string[]) => ({
  ...pack.pages.safety,
  id,
  intro: [{ t: 'p', words: links.map((it) => ({ t: 'link', to: { kind: 'page', id: it }, words: [it] })) }],
});
const withYoung = {
  ...bundle,
  pages: { ...bundle.pages, 'under-18': page('under-18', 'safety'), lapse: page('lapse', 'under-18') },
} as typeof bundle;

test('somebody under 18 has the tools, the directory and a page with what it leads to; no screen that keeps anything', () => {
  const opened = (name: string, ...args: string[]) => opens(withYoung, 'young', name, args);
  for (const open of [
    ['first'],
    ['what'],
    ['tools'],
    ['urge'],
    ['urge', 'wave'],
    ['help', 'crisis'],
    ['text', 'page', 'under-18'],
    ['text', 'page', 'safety', 'plan'],
    ['text', 'page', 'crisis'],
    ['text', 'page', 'privacy'],
    ['text', 'tool', 'breathing'],
  ])
    assert.equal(opened(open[0] ?? '', ...open.slice(1)), true, open.join('/'));
  for (const closed of [
    ['text', 'page', 'lapse'],
    ['text', 'module', 'first-hold'],
    ['text', 'module', 'right-now'],
  ])
    assert.equal(opened(closed[0] ?? '', ...closed.slice(1)), false, closed.join('/'));
  for (const closed of ['today', 'log', 'diary', 'checkin', 'plan', 'code', 'signin', 'reminders', 'one-more-screen'])
    assert.equal(opened(closed), false, closed);
});

test('what is drawn from answers is drawn from the texts of the face that is shown, either way', () => {
  const both = {
    ...bundle,
    modules: { ...pack.modules, 'right-now': { ...pack.modules['first-hold'], id: 'right-now' } },
  };
  const shown = (face: 'stop' | 'near') => {
    const { modules, pages, tools } = ofFace(both as typeof bundle, face);
    return [...Object.keys(modules), ...Object.keys(pages), ...Object.keys(tools)];
  };
  const [his, theirs] = [shown('stop'), shown('near')];
  for (const id of ['first-hold', 'lapse', 'wave'])
    assert.deepEqual([his.includes(id), theirs.includes(id)], [true, false]);
  assert.deepEqual([his.includes('right-now'), theirs.includes('right-now')], [false, true]);
  for (const id of ['safety', 'tell', 'breathing'])
    assert.deepEqual([his.includes(id), theirs.includes(id)], [true, true]);
});
