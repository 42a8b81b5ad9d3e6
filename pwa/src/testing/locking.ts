/** A person at the lock: digits on the pad or on a keyboard, an app that is left, and what rests on the disk. */
import { openDB } from 'idb';
import { expect } from 'vitest';
import type { Opened } from './app.ts';

export const PIN = '271828';

/** Digit by digit on the pad. */
export function typePin(pin: string): void {
  const keys = [...document.querySelectorAll<HTMLElement>('.keys button')];
  for (const digit of pin) keys.find((it) => it.textContent === digit)?.click();
}

/** On a keyboard, wherever the focus is; `\n` is Enter. What a key changes is drawn before the next one. */
export async function keys(typed: string): Promise<void> {
  for (const key of typed) {
    dispatchEvent(new KeyboardEvent('keydown', { key: key === '\n' ? 'Enter' : key, bubbles: true, cancelable: true }));
    await Promise.resolve();
  }
}

/** Digit by digit, then the key that takes it. */
export async function pressPin(app: Opened, pin: string): Promise<void> {
  await app.until(() => expect(document.querySelector('.keys button:not([aria-disabled=true])')).not.toBeNull());
  typePin(pin);
  const take = await app.until(() => ready());
  take.click();
}

function ready(): HTMLElement {
  const take = document.querySelector<HTMLElement>('.keys .take:not([aria-disabled=true])');
  if (!take) throw new Error(`nothing to take it with in: ${document.body.textContent}`);
  return take;
}

/** A new one by keyboard, where Enter does not wait for a digit more. */
export async function keyPin(app: Opened, pin: string = PIN): Promise<void> {
  for (const title of ['pin_new_title', 'pin_again_title'] as const) {
    await heading(app, app.t(title));
    await keys(`${pin}\n`);
  }
}

export const heading = (app: Opened, words: string): Promise<void> =>
  app.until(() => expect(document.querySelector('h1')?.textContent, app.text()).toBe(words));

/** The lock stands, with the name of the mask, and nothing else of the app. */
export const isLocked = (app: Opened): Promise<void> =>
  app.until(() => {
    expect(document.querySelector('.mask h1')?.textContent).toBe('Fotfeste');
    expect(document.querySelector('.pin-form')).not.toBeNull();
  });

/** A lock on the diary that is open, as its screen sets one. */
export async function setLock(pin: string = PIN): Promise<void> {
  const lock = await import('../shared/lock.ts');
  await lock.setLock(pin, {});
}

/** Another app comes to the front, or this one again. */
export function seen(state: 'hidden' | 'visible'): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

interface Disk {
  by: 'device' | 'lock' | null;
  keys: IDBValidKey[];
  records: number;
  here: number;
  outside: { guests?: boolean; tries?: { wrong: number; at: number } } & Record<string, unknown>;
}

/** Everything that stands in the database, without its bytes. */
export async function onDisk(): Promise<Disk> {
  const database = await openDB('fotfeste');
  const [meta] = await database.getAll('meta');
  const found = {
    by: meta?.wrapped.by ?? null,
    keys: await database.getAllKeys('keys'),
    records: await database.count('records'),
    here: await database.count('here'),
    outside: (await database.getAll('outside'))[0] ?? {},
  };
  database.close();
  return found;
}

/** Waits until the disk holds this. */
export const rests = (app: Opened, what: Partial<Disk>): Promise<void> =>
  app.until(async () => expect(await onDisk()).toMatchObject(what));
