/** «Slett alt»: that it cannot be undone stands before all else, and the button does not look like any other. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { fillable } from '../../testing/disks.ts';
import { urge } from '../../testing/doing.ts';
import { compared, ModelPush, turnedOn } from '../../testing/push.ts';

test.each(['nb', 'en'] as const)('the warning comes first, and both are in cranberry (%s)', async (locale) => {
  const app = await open({ locale, diary: urge('') });
  await app.go('delete');
  await app.see(app.t('delete_title'));
  const [title, first] = document.querySelectorAll('main > *');
  expect(title?.tagName).toBe('H1');
  expect(first?.className).toBe('notice danger');
  expect(first?.textContent).toBe(app.t('delete_warning'));
  const mains = [...document.querySelectorAll('.dock .btn.main')];
  expect(mains.map((it) => [it.textContent, it.classList.contains('final')])).toEqual([[app.t('delete_now'), true]]);
});

test('an app that dies while the phone stops listening has erased the diary, and the next start does the rest', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  await app.go('delete');
  const hangs = { getRegistration: () => new Promise(() => undefined) };
  Object.assign(navigator.serviceWorker, hangs);
  await app.press(app.t('delete_now'));
  const next = await open({ disk: app.disk, push });
  expect(next.state.vault.value).toBe(null);
  await next.until(() => expect(push.address).toBe(null));
  await next.until(() => expect(push.boxes.size).toBe(0));
});

test('a disk that erases nothing leaves the reminders as they were too', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  await app.go('delete');
  const disk = fillable();
  disk.full = true;
  await app.press(app.t('delete_now'));
  await app.see(app.t('delete_failed'));
  expect(push.address).not.toBe(null);
  disk.full = false;
  await app.press(app.t('delete_now'));
  await app.see(app.t('deleted_title'));
  expect(push.address).toBe(null);
});
