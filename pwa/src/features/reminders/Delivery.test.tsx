/** How the delivery goes: an address that is lost or refused, a server that is away or has lost its key, a phone that lets nothing through. */
import { expect, test, vi } from 'vitest';
import { type Opened, open } from '../../testing/app.ts';
import { compared, goes, head, ModelPush, openedAnew, turnedOn } from '../../testing/push.ts';

const both = ['nb', 'en'] as const;

const seen = (push: ModelPush): number => push.calls.filter((it) => it === 'seen').length;

test('the server is told nothing twice, and of another address by a phone that got one', { tags: 'slow' }, async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  const second = await openedAnew(app, push);
  expect(push.puts).toHaveLength(1);
  push.address = null;
  const third = await openedAnew(second, push);
  expect(push.puts).toHaveLength(2);
  const [one, other] = push.puts;
  expect(other).toEqual({ ...one, endpoint: 'https://push.test/2', p256dh: 'p2', auth: 'a2' });

  // One that the worker has told of already (worker/sw.ts) is found agreed.
  const { endpoint, keys } = push.subscribe();
  push.box.wish = { ...push.box.wish, endpoint, ...keys };
  await openedAnew(third, push);
  expect([push.box.wish.endpoint, push.box.state]).toEqual([endpoint, 'active']);
});

test('an address that the push service has let go of is renewed when the app is opened', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  push.answers = 410;
  await app.press(app.t('reminders_test'));
  await app.until(() => expect(push.box.state).toBe('gone'));
  const again = await openedAnew(app, push);
  expect([push.puts.length, push.box.state]).toEqual([2, 'active']);
  await again.go('more');
  await again.until(() => expect(document.querySelector('a[href="#/reminders"]')?.textContent).toBe('PåminnelserPå'));
});

test('an address that the server knows with other keys is exchanged for another before anything is said of it', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  if (push.address) push.address.keys = { p256dh: 'of another', auth: 'of another' };
  const again = await openedAnew(app, push);
  const endpoints = push.puts.map((it) => it.endpoint);
  expect(endpoints).toEqual(['https://push.test/1', 'https://push.test/1', 'https://push.test/2']);
  await again.go('reminders');
  await goes(again, 'reminders_state_on');
});

test('a push service that this server does not send to is said', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  vi.spyOn(push, 'subscribe').mockImplementation(() => {
    push.address = { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' }, madeWith: push.key };
    return push.address;
  });
  push.address = null;
  dispatchEvent(new Event('online'));
  await goes(app, 'reminders_state_refused');
  await app.see(app.t('reminders_refused_address'));
});

test.each(both)(
  'a server that lost its key is said on the page, and another address heals it (%s)',
  { tags: 'slow' },
  async (locale) => {
    const push = new ModelPush();
    const app = await turnedOn(push, { locale });
    await compared(app);
    push.key = btoa('another key');
    // The app stands open and has not asked: every push is refused, and the page does not say that all is well.
    await app.press(app.t('reminders_test'));
    await app.until(() => expect(push.box.lastAnswer).toBe(403));
    await app.go('more');
    await app.go('reminders');
    await goes(app, 'reminders_state_stopped');
    await app.see(app.t('reminders_our_key'));
    const again = await openedAnew(app, push);
    expect(push.puts.map((it) => it.endpoint)).toEqual(['https://push.test/1', 'https://push.test/2']);
    await again.go('reminders');
    await goes(again, 'reminders_state_on');
    await again.press(again.t('reminders_test'));
    await again.until(() => expect(push.box.lastAnswer).toBe(201));
    await compared(again);
    expect(push.puts).toHaveLength(2);

    // The operator has put another one in place: the server asks for another address.
    push.key = btoa('a third key');
    push.box.state = 'resubscribe';
    const third = await openedAnew(again, push);
    await third.go('reminders');
    await goes(third, 'reminders_state_on');
    expect([push.box.state, push.puts.length]).toEqual(['active', 3]);
  },
);

test.each(both)('reminders that stopped arriving are said, and turned on again (%s)', async (locale) => {
  const push = new ModelPush();
  const app = await turnedOn(push, { locale });
  await compared(app);
  push.answers = 410;
  await app.press(app.t('reminders_test'));
  await app.until(() => expect(push.box.state).toBe('gone'));
  // The phone gives no other address by itself.
  push.deaf = true;
  const again = await openedAnew(app, push);
  await again.go('reminders');
  await goes(again, 'reminders_state_stopped');
  await again.see(again.t('reminders_address'));
  await again.go('more');
  await again.until(() => {
    const row = document.querySelector('a[href="#/reminders"]')?.textContent;
    expect(row).toBe(again.t('more_reminders') + again.t('reminders_state_stopped'));
  });
  await again.go('reminders');
  push.deaf = false;
  const before = push.puts.length;
  await again.press(again.t('reminders_again'));
  await goes(again, 'reminders_state_on');
  await again.see(head(again.t('reminders_next')));
  const told = push.puts.slice(before);
  expect(told).toHaveLength(1);
  expect(told[0]?.endpoint).not.toBe(push.puts[0]?.endpoint);
  expect(told[0]?.nudges).toEqual(push.puts[0]?.nudges);
});

test.each(both)('a test that has nowhere to go is not blamed on the connection (%s)', async (locale) => {
  const push = new ModelPush();
  const app = await turnedOn(push, { locale });
  await compared(app);
  push.box.state = 'gone';
  await app.press(app.t('reminders_test'));
  await goes(app, 'reminders_state_stopped');
  await app.see(app.t('reminders_stopped'));
  expect(app.text()).not.toContain(app.t('reminders_test_failed'));
  await app.press(app.t('reminders_again'));
  await goes(app, 'reminders_state_on');
  await compared(app);
  push.boxes.clear();
  await app.press(app.t('reminders_test'));
  await app.see(app.t('reminders_test_gone'));
});

test.each(both)('what fails when they are turned on is said where one pressed (%s)', async (locale) => {
  const push = new ModelPush();
  push.deaf = true;
  const app = await open({ locale, push });
  await app.go('reminders');
  await app.press(app.t('reminders_turn_on'));
  await app.until(() => {
    const said = [...document.querySelectorAll('.notice')].map((it) => [it.textContent, it.closest('.dock') !== null]);
    expect(said).toEqual([[app.t('reminders_address'), true]]);
  });
  // They have never worked here, so nothing is to be turned on again.
  await goes(app, 'reminders_state_not_yet');
  expect(document.querySelector('.dock .btn.main')?.textContent).toBe(app.t('reminders_turn_on'));
  push.deaf = false;
  await app.press(app.t('reminders_turn_on'));
  await goes(app, 'reminders_state_on');
  expect(app.text()).not.toContain(app.t('reminders_address'));
});

test('a phone that says no is said, and nothing is told to the server', async () => {
  const push = new ModelPush();
  push.says = 'denied';
  const app = await open({ push });
  await app.go('reminders');
  await app.press(app.t('reminders_turn_on'));
  await app.see(app.t('reminders_denied'));
  expect([push.calls, app.state.vault.value]).toEqual([[], null]);
});

test('a phone that lets no notice through is said at once, and so is one that does again', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  push.permit('denied');
  await app.see(app.t('reminders_denied'));
  await goes(app, 'reminders_state_denied');
  // Pressed in vain: the phone's settings are the only way.
  await app.press(app.t('reminders_again'));
  await goes(app, 'reminders_state_denied');
  push.permit('default');
  await goes(app, 'reminders_state_stopped');
  await app.see(app.t('reminders_not_asked'));
  push.permit('granted');
  await goes(app, 'reminders_state_on');
  expect(app.text()).not.toContain(app.t('reminders_denied'));
});

test('reminders that fell silent come again because the app was opened, and say so', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  Object.assign(push.box, { state: 'paused', unanswered: 18 });
  // Until the server has heard of it they rest.
  push.between = (call, ask) => (call === 'seen' ? Promise.reject(new TypeError('no connection')) : ask());
  const again = await open({ disk: app.disk, push });
  await again.go('reminders');
  await goes(again, 'reminders_state_paused');
  await again.see(again.t('reminders_paused'));
  push.offline(false);
  await again.press(again.t('reminders_again'));
  await goes(again, 'reminders_state_on');
  await again.see(again.t('reminders_woken'));
  await again.see(head(again.t('reminders_next')));
  expect(push.box.state).toBe('active');
});

/** Somebody brings the app to the front, or puts another before it. */
function looks(visible: boolean): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Longer than the app stands open and counts as looked at. */
const long = 11 * 60_000;

test('whoever looks at the app is seen, and nobody else', async () => {
  const push = new ModelPush();
  const first = await turnedOn(push);
  await compared(first);
  push.box.unanswered = 3;
  // An opening that the server did not hear of is said again as soon as somebody looks.
  push.between = (call, ask) => (call === 'seen' ? new Response(null, { status: 503 }) : ask());
  const app = await openedAnew(first, push);
  expect(push.box.unanswered).toBe(3);
  push.offline(false);
  looks(true);
  await app.until(() => expect(push.box.unanswered).toBe(0));

  // Whoever comes back to an open app is seen.
  await compared(app);
  push.box.unanswered = 3;
  await app.later(long);
  looks(true);
  await app.until(() => expect(push.box.unanswered).toBe(0));

  // A tab behind others, on a computer that finds its network again, is no opening until somebody looks.
  await compared(app);
  push.box.unanswered = 3;
  looks(false);
  const asked = seen(push);
  dispatchEvent(new Event('online'));
  await compared(app);
  expect([push.box.unanswered, seen(push)]).toEqual([3, asked]);
  await app.later(long);
  looks(true);
  await app.until(() => expect(push.box.unanswered).toBe(0));
});

test('what is chosen without a server waits for it, and is told by a press or when there is a connection', async () => {
  const push = new ModelPush();
  push.offline();
  const app = await open({ push });
  await app.go('reminders');
  await app.press(app.t('reminders_turn_on'));
  await goes(app, 'reminders_state_waiting');
  await app.press(app.t('reminders_try'));
  await app.see(app.t('reminders_try_failed'));
  push.offline(false);
  await app.press(app.t('reminders_try'));
  await goes(app, 'reminders_state_on');
  await compared(app);
  push.offline();
  await app.write(app.t('reminders_other_time'), '21:15');
  await app.press(app.t('reminders_save'));
  await goes(app, 'reminders_state_waiting');
  // Nothing compares any more: only the connection brings it there.
  await compared(app);
  push.offline(false);
  dispatchEvent(new Event('online'));
  await goes(app, 'reminders_state_on');
  expect(push.nudges.daily).toMatchObject({ at: '21:15' });
});

/** The server does not take this field. */
const refuses =
  (field: string): ModelPush['between'] =>
  (call, ask) =>
    call === 'PUT'
      ? Response.json({ type: '/problems/invalid', status: 422, errors: [{ field, detail: 'No.' }] }, { status: 422 })
      : ask();

test('what the server does not take is said with one thing to do', async () => {
  const push = new ModelPush();
  const app = await open({ push });
  await app.go('reminders');
  const rounds = [
    // They have never been on yet.
    { field: 'timezone', says: 'reminders_refused_zone', first: 'reminders_turn_on', next: 'reminders_turn_on' },
    { field: 'nudges[0].at', says: 'reminders_refused_time', first: 'reminders_save', next: 'reminders_again' },
  ] as const;
  for (const { field, says, first, next } of rounds) {
    push.between = refuses(field);
    if (first === 'reminders_save') await app.write(app.t('reminders_other_time'), '21:15');
    await app.press(app.t(first));
    await goes(app, 'reminders_state_refused');
    await app.see(app.t(says));
    const told = push.puts.length;
    await app.press(app.t(next));
    await app.until(() => expect(push.puts.length).toBeGreaterThan(told));
    push.offline(false);
    await app.press(app.t(next));
    await goes(app, 'reminders_state_on');
    await compared(app);
  }
});

/** The code that is shown, once the part that is asked for has been typed. */
async function typeBack(app: Opened): Promise<void> {
  const groups = await app.until(() => {
    const all = [...document.querySelectorAll('ol.code li')].map((it) => it.textContent ?? '');
    expect(all).toHaveLength(7);
    return all;
  });
  await app.press(app.t('code_have'));
  const label = await app.until(() => {
    const found = document.querySelector('label[for=group]')?.textContent;
    if (!found) throw new Error('nothing is asked for');
    return found;
  });
  await app.write(label, groups[Number(/\d/.exec(label)) - 1] ?? '');
  await app.press(app.t('code_check'));
}

test('a diary that moves house takes its reminders along, and one that is deleted leaves none', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  const [before = ''] = push.boxes.keys();
  await app.go('code');
  await app.until(() => document.querySelector<HTMLElement>('.btn.main')?.click());
  await typeBack(app);
  await app.see(app.t('code_done_title'));
  await compared(app);
  await app.go('known-code');
  await app.press(app.t('known_make'));
  await typeBack(app);
  await app.see(app.t('moved_title'));
  // The new box takes the address over; the old one is gone.
  await app.until(() => expect(push.puts).toHaveLength(2));
  const [told, again] = push.puts;
  expect(again).toEqual(told);
  await app.until(() =>
    expect([push.boxes.size, push.boxes.has(before), push.tombstones.has(before)]).toEqual([1, false, true]),
  );
  await app.go('reminders');
  await app.see(head(app.t('reminders_next')));

  await app.go('delete');
  await app.press('Slett alt nå');
  await app.see('Det er også slettet hos oss.');
  expect([push.address, push.boxes.size]).toEqual([null, 0]);
});
