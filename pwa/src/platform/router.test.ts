import assert from 'node:assert/strict';
import { test } from 'node:test';

const heard = new Map<string, (event: unknown) => void>();
class Element {
  closest = (selector: string) =>
    selector.startsWith('a[') ? { getAttribute: () => '#/diary', closest: () => null } : null;
}
Object.assign(globalThis, {
  scrollY: 0,
  document: {
    activeElement: null,
    documentElement: { dataset: {} },
    querySelectorAll: () => [{ id: 'rights' }],
    addEventListener: (name: string, act: (event: unknown) => void) => heard.set(name, act),
  },
  addEventListener: () => undefined,
  location: { hash: '#/%E0%A4%A', search: '' },
  Element,
  history: { replaceState: () => undefined },
  scrollTo: () => undefined,
});
const { back, begin, go, instead, parse, root, route, stillHere, takePlace } = await import('./router.ts');

test('who has gone elsewhere, or has come back by another way, does not stand where something was begun', () => {
  root('checkin');
  const still = stillHere();
  assert.equal(still(), true);
  go('diary');
  assert.equal(still(), false);
  back();
  assert.equal(still(), false);
  const again = stillHere();
  instead('checkin');
  assert.equal(again(), false);
});

test('an address that somebody has cut off leads nowhere, and the app starts as it would without it', () => {
  assert.equal(parse('#/%E0%A4%A'), null);
  assert.equal(parse('#/text/%E0%A4%A'), null);
  assert.deepEqual(parse('#/text/page/police'), { name: 'text', args: ['page', 'police'] });
  begin('today');
  assert.equal(route.peek().name, 'today');
});

test('the middle button goes there in this tab: a new one would be written into the list of visited pages', () => {
  begin('today');
  let prevented = 0;
  const press = (button: number) =>
    heard.get('auxclick')?.({
      button,
      target: new Element(),
      defaultPrevented: false,
      preventDefault: () => prevented++,
    });
  press(2);
  assert.deepEqual([route.peek().name, prevented], ['today', 0]);
  press(1);
  assert.deepEqual([route.peek().name, prevented], ['diary', 1]);
});

test('the icon’s own menu leads to its two screens by a number, and a number that is none to the start', () => {
  for (const [search, name] of [
    ['?m=vaner&s=1', 'urge'],
    ['?m=vaner&s=2', 'log'],
    ['?m=vaner&s=toString', 'today'],
    ['?m=vaner', 'today'],
  ] as const) {
    Object.assign(location, { hash: '', search });
    begin('today');
    assert.equal(route.peek().name, name, search);
  }
});

test('who goes back comes to where the screen was left, and who goes on comes to the top', () => {
  root('today');
  go('text', 'page', 'lapse');
  Object.assign(globalThis, { scrollY: 740 });
  go('text', 'page', 'safety');
  assert.equal(takePlace(), null);
  back();
  assert.deepEqual(takePlace(), { y: 740, link: null, open: ['rights'] });
  assert.equal(takePlace(), null, 'once');
  root('today');
  assert.equal(takePlace(), null);
});
