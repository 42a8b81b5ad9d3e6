/** What a person wants to be left alone by: not today, a rest for a time, a rest without an end. */
import { screen } from '@testing-library/dom';
import { expect, test } from 'vitest';
import { type Opened, open } from '../../testing/app.ts';
import { compared, goes, ModelPush, openedAnew, turnedOn } from '../../testing/push.ts';

const both = ['nb', 'en'] as const;

/** Among what one wants. */
async function pick(app: Opened, kind: 'reminders_daily' | 'reminders_comeback' | 'reminders_weekly'): Promise<void> {
  await app.choose(new RegExp(`^${app.t(kind)}`));
}
async function saved(app: Opened): Promise<void> {
  await app.press(app.t('reminders_save'));
}
async function hour(app: Opened, at: string): Promise<void> {
  await app.write(app.t('reminders_other_time'), at);
  await saved(app);
}
const noneToday = (app: Opened): void => expect(app.text()).not.toContain('Neste: i dag');

test('not today is told, said, and holds for a daily one that is switched off and on again', {
  tags: 'slow',
}, async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await app.see('Neste: i dag');
  await app.press(app.t('reminders_skip'));
  await app.see(app.t('reminders_skipped'));
  await app.see('hver dag klokken 20, pause til i morgen');
  await app.see('Neste: tirsdag 24. november');
  expect(push.rests.daily).toBe('2026-11-24');
  const again = await openedAnew(app, push);
  await again.go('reminders');
  await again.see(again.t('reminders_skipped'));

  const before = push.nudges.daily?.id;
  await pick(again, 'reminders_daily');
  await saved(again);
  await again.until(() => expect(Object.keys(push.nudges)).toEqual(['weekly']));
  await compared(again);
  await pick(again, 'reminders_daily');
  await saved(again);
  await again.until(() => expect(push.rests.daily).toBe('2026-11-24'));
  expect(push.nudges.daily?.id).not.toBe(before);
  await again.see(again.t('reminders_skipped'));
  await again.see('hver dag klokken 20, pause til i morgen');
  noneToday(again);
});

test('not today is there for a week alone only when it rings today', async () => {
  const push = new ModelPush();
  const app = await open({ push });
  await app.go('reminders');
  await pick(app, 'reminders_daily');
  await app.press(app.t('reminders_turn_on'));
  await app.see('Neste: søndag');
  expect(app.text()).not.toContain(app.t('reminders_skip'));
  await app.choose('Man');
  await saved(app);
  await app.press(app.t('reminders_skip'));
  await app.see(app.t('reminders_skipped'));
  expect(push.rests).toEqual({ weekly: '2026-11-24' });
  await app.until(() => noneToday(app));
});

test.each(both)('a press that waits for the server says so and cannot be pressed twice (%s)', async (locale) => {
  const push = new ModelPush();
  const app = await turnedOn(push, { locale });
  await compared(app);
  let fail = (): void => undefined;
  push.between = (call, ask) =>
    call === 'skip'
      ? new Promise((_, no) => {
          fail = () => no(new TypeError('no connection'));
        })
      : ask();
  const asked = () => push.calls.filter((it) => it === 'skip').length;
  const before = asked();
  await app.press(app.t('reminders_skip'));
  await app.see(app.t('asking'));
  for (const press of ['reminders_skip', 'reminders_test'] as const) {
    const button = screen.getByRole('button', { name: app.t(press) });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
  }
  await app.until(() => expect(asked()).toBe(before + 1));
  fail();
  await app.see(app.t('reminders_skip_failed'));
  expect(app.text()).not.toContain(app.t('asking'));
  expect(asked()).toBe(before + 1);
  expect(push.calls).not.toContain('test');
});

async function rest(app: Opened, long: 'week' | 'month' | 'open'): Promise<void> {
  await app.press(app.t(`reminders_rest_${long}`));
}

test.each(both)(
  'a week of rest outlives another start, another address and a lost box (%s)',
  { tags: 'slow' },
  async (locale) => {
    const push = new ModelPush();
    const app = await turnedOn(push, { locale });
    const rests = () => expect(push.rests).toEqual({ daily: '2026-11-30', weekly: '2026-11-30' });
    await rest(app, 'week');
    await goes(app, 'reminders_state_resting');
    await app.see(app.t('reminders_rest_until'));
    expect(document.activeElement?.textContent).toBe(app.t('reminders_rest_end'));
    await app.until(rests);
    await compared(app);

    // A new start finds it so, and tells nothing again.
    const skips = push.calls.filter((it) => it === 'skip').length;
    const second = await openedAnew(app, push);
    expect(push.calls.filter((it) => it === 'skip')).toHaveLength(skips);
    expect(push.puts).toHaveLength(1);

    push.address = null;
    const third = await openedAnew(second, push);
    expect(push.puts).toHaveLength(2);
    rests();

    // The server has lost the box.
    push.boxes.clear();
    const fourth = await open({ disk: third.disk, locale, push });
    await fourth.until(rests);
    await fourth.go('reminders');
    await goes(fourth, 'reminders_state_resting');
    await fourth.press(fourth.t('reminders_rest_end'));
    await goes(fourth, 'reminders_state_on');
    await fourth.until(() => {
      for (const until of Object.values(push.rests)) expect(until <= '2026-11-24').toBe(true);
    });
  },
);

/** Nothing rests on the server, and the page says so. */
async function ringsToday(app: Opened, push: ModelPush, at: string): Promise<void> {
  await app.until(() => {
    expect(push.nudges.daily).toMatchObject({ at });
    expect((push.rests.daily ?? '') <= '2026-11-23').toBe(true);
  });
  await goes(app, 'reminders_state_on');
  await app.see('Neste: i dag');
  await app.until(() => expect(document.querySelector('.known + ul')?.textContent).not.toContain('pause til'));
}

test('a reminder that is chosen while all rest rests too', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await rest(app, 'month');
  await app.until(() => expect(push.rests).toEqual({ daily: '2026-12-21', weekly: '2026-12-21' }));
  await pick(app, 'reminders_comeback');
  await saved(app);
  await app.until(() => {
    const all = { daily: '2026-12-21', weekly: '2026-12-21', comeback: '2026-12-21' };
    expect(push.rests).toEqual(all);
  });
  const free = () =>
    [...document.querySelectorAll('.known + ul > li')].filter((it) => /pause til/.test(it.textContent ?? ''));
  await app.until(() => expect(free()).toHaveLength(3));
});

test('the end of a rest reaches the server while another hour is on its way', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await rest(app, 'month');
  await app.until(() => expect(push.rests.weekly).toBe('2026-12-21'));
  const held: (() => void)[] = [];
  push.between = (call, ask) => (call === 'PUT' ? new Promise((done) => held.push(() => done(ask()))) : ask());
  await hour(app, '21:15');
  await app.until(() => expect(held).toHaveLength(1));
  await app.press(app.t('reminders_rest_end'));
  await goes(app, 'reminders_state_on');
  held[0]?.();
  await ringsToday(app, push, '21:15');
});

test('the end of a rest reaches the server though the answer to its beginning was lost', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  push.between = (call, ask) => {
    const answer = ask();
    if (call === 'skip') throw new TypeError('the answer is lost');
    return answer;
  };
  await rest(app, 'month');
  await app.until(() => expect(push.rests.daily).toBe('2026-12-21'));
  await goes(app, 'reminders_state_waiting');
  push.offline(false);
  await app.press(app.t('reminders_rest_end'));
  await ringsToday(app, push, '20:00');
});

test('a rest that is ended without a connection, and followed by another hour, is over when there is one', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await rest(app, 'month');
  await app.until(() => expect(push.rests.weekly).toBe('2026-12-21'));
  await compared(app);
  push.offline();
  await app.press(app.t('reminders_rest_end'));
  await goes(app, 'reminders_state_waiting');
  await hour(app, '19:30');
  await compared(app);
  await goes(app, 'reminders_state_waiting');
  push.offline(false);
  dispatchEvent(new Event('online'));
  await ringsToday(app, push, '19:30');
});

test('a rest without an end leaves the server no times, and its end brings back what was chosen', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  const before = push.nudges;
  await rest(app, 'open');
  await goes(app, 'reminders_state_resting_open');
  await app.until(() => expect(push.nudges).toEqual({}));
  await app.see(app.t('reminders_known_none'));
  const again = await openedAnew(app, push);
  expect(push.nudges).toEqual({});
  await again.go('more');
  await again.see(again.t('reminders_state_resting_open'));
  await again.go('reminders');
  await again.press(again.t('reminders_rest_end'));
  await goes(again, 'reminders_state_on');
  await again.until(() => expect(push.nudges).toEqual(before));
});

test('a rest without an end is ended though the answer to its beginning was lost', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  const before = push.nudges;
  await compared(app);
  push.between = (call, ask) => {
    const answer = ask();
    if (call === 'PUT') throw new TypeError('the answer is lost');
    return answer;
  };
  await rest(app, 'open');
  await app.until(() => expect(push.nudges).toEqual({}));
  await goes(app, 'reminders_state_waiting');
  push.offline(false);
  await app.press(app.t('reminders_rest_end'));
  await goes(app, 'reminders_state_on');
  await app.until(() => expect(push.nudges).toEqual(before));
  expect(push.rests).toEqual({});
});
