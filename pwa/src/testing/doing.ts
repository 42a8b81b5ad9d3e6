/** What a person does in the app, a line each, for tests that are about something else. */
import { expect, vi } from 'vitest';
import type { Vault } from '../core/vault/types.ts';
import type { Opened } from './app.ts';

/** The first element that matches, as soon as it is there. */
export const found = (app: Opened, selector: string): Promise<HTMLElement> =>
  app.until(() => {
    const it = document.querySelector<HTMLElement>(selector);
    if (!it) throw new Error(`no ${selector} in: ${app.text()}`);
    return it;
  });

/** Writes in the field that matches, as a finger would, and stays in it. */
export async function fill(app: Opened, selector: string, words: string): Promise<HTMLInputElement> {
  const field = (await found(app, selector)) as HTMLInputElement;
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return field;
}

/** Presses the first element that matches, by its selector. */
export const tap = async (app: Opened, selector: string): Promise<void> => (await found(app, selector)).click();

/** Today, his tab. */
export const todayStands = (app: Opened): Promise<HTMLElement> => found(app, '.hold');

/** Opens the only entry, or the first that shows these words in the list, to change it; the field of its thoughts. */
export async function openEntry(app: Opened, shown = ''): Promise<HTMLInputElement> {
  await app.go('diary');
  const row = await app.until(() => {
    const all = [...document.querySelectorAll<HTMLElement>('main .rows .row')];
    const it = all.find((row) => row.textContent?.includes(shown));
    if (!it) throw new Error(`no entry with ${shown} in: ${app.text()}`);
    return it;
  });
  row.click();
  await app.press(app.t('change'), 'link');
  return app.labelled(app.t('about_thoughts'));
}

/** A diary with one urge, in which this was written. */
export const urge =
  (text = '') =>
  (vault: Vault): Promise<string> =>
    vault.create('urge', { date: '2026-11-23', part: 'day', strength: 6, ...(text && { text }) });

/** A strength is pressed, on the screen of the log or of a ride. */
export const strength = (app: Opened, value: number): Promise<void> =>
  tap(app, `fieldset.ten button[value='${value}'], fieldset.ten input[value='${value}']`);

/** How many there are, as soon as it is that. */
export const count = (app: Opened, selector: string, many: number): Promise<void> =>
  app.until(() => expect(document.querySelectorAll(selector)).toHaveLength(many));

/** A field left, with what stands in it. */
export function leave(field: HTMLElement): void {
  field.blur();
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Waits until `holds` does not throw, while the clock of the phone stands still: nothing of it may wait for time. */
export async function atOnce(holds: () => void): Promise<void> {
  vi.setTimerTickMode('manual');
  try {
    for (let turn = 0; turn < 20_000; turn += 1) {
      try {
        return holds();
      } catch {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    holds();
  } finally {
    vi.setTimerTickMode('interval');
  }
}

/** Opens the diary of another phone with its code. */
export async function signIn(app: Opened, code: string): Promise<void> {
  await app.go('signin');
  await fill(app, '#code', code);
  await app.press(app.t('signin_open'));
  await app.see(app.t('signin_done_title'));
}
