/** The files that a tap passes through on its way to the disk are those that the page on the journeys lists. */
import { options } from 'preact';
import { expect, test, vi } from 'vitest';
import { open } from '../../testing/app.ts';
import { settled } from '../../testing/page.ts';
import { follow, listed } from '../../testing/passed.ts';

const most = 14;

const press = (strength: number): void => {
  document
    .querySelector(`fieldset.ten button[value="${strength}"]`)
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
};

test('a tap passes the files that are listed on its way to the disk', async () => {
  const app = await open({ diary: (vault) => vault.create('urge', { date: '2026-11-22', part: 'day', strength: 2 }) });
  // What is loaded at its first need is there afterwards.
  await app.go('log');
  press(3);
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('more-about'));
  await app.go('log');
  await app.later(1000);
  await settled();
  // The page is drawn anew after the press, on no way to the disk.
  const draw = options.debounceRendering;
  options.debounceRendering = () => undefined;
  const { put } = IDBObjectStore.prototype;
  let files: string[] | null = null;
  const end = follow();
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row) {
    if (this.name === 'records') files ??= end();
    return put.apply(this, row);
  };
  press(6);
  await vi.waitFor(() => expect(files).not.toBeNull());
  IDBObjectStore.prototype.put = put;
  if (draw) options.debounceRendering = draw;
  else delete options.debounceRendering;
  expect(files).toEqual(listed('A tap, to the disk').sort());
  expect((files ?? []).length).toBeLessThanOrEqual(most);
});
