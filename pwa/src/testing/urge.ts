/** Riding an urge in tests: what a person does from the rating to the end, and what the phone has that a DOM lacks. */
import { expect, vi } from 'vitest';
import type { Fields } from '../core/model/plain.ts';
import type { Vault } from '../core/vault/types.ts';
import { type Opened, type Options, open } from './app.ts';

export const minute = 60_000;
/** Noon of the day that every phone in a test begins with. */
export const today = { date: '2026-11-23', part: 'day' };

export const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
export const text = (it: Element | null | undefined): string => (it?.textContent ?? '').replace(/\s+/g, ' ');
export const title = (): string => text(document.querySelector('h1'));
export const main = (): HTMLElement => document.querySelector('.dock .main') as HTMLElement;
/** What stands on the clock. */
export const clock = (): string => text(document.querySelector('[role=timer]'));
/** Puts the clock of the phone so far on, as one that slept has it; then a second of it goes by. */
export async function sleeps(app: Opened, milliseconds: number): Promise<void> {
  vi.setSystemTime(Date.now() + milliseconds - 1000);
  await app.later(1000);
}
export const minutesLeft = (): number => Number(/\d+/.exec(clock())?.[0]);

/** The urges in the diary, as they are written. */
export const urges = (app: Opened): Fields[] =>
  app.state.entriesOfKind('urge').map((it) => it.fields as unknown as Fields);

export const ridden = (way: string, strength: number, after: number, minutes: number, triggers: string[] = []) => ({
  ...today,
  strength,
  after,
  minutes,
  way,
  triggers,
});

/** A phone with a diary in which these urges stand: without any, one that was only written down. */
export const withUrges = (fields: Fields[] = [{ ...today, strength: 3 }], options: Options = {}): Promise<Opened> =>
  open({
    ...options,
    diary: async (vault: Vault) => {
      // Two hours ago: they are not the urge that is ridden.
      const now = Date.now();
      vi.setSystemTime(now - 120 * minute);
      for (const it of fields) await vault.create('urge', it);
      vi.setSystemTime(now);
    },
  });

/** One press on the number that is asked for. */
export async function rate(app: Opened, strength: number): Promise<void> {
  const number = () => document.querySelector<HTMLElement>(`fieldset.ten button[value='${strength}']`);
  await app.until(() => expect(number()).not.toBeNull());
  number()?.click();
}

/** How strong it is, said on the way. */
export async function say(app: Opened, strength: number): Promise<void> {
  await app.press(new RegExp(`^${app.t('how_strong')}`.replace('?', '\\?')), 'button');
  await rate(app, strength);
  await app.see(app.t('strength_of', { strength }));
}

/** The name of a way as its button says it, before what explains it. */
export const wayName = (button: HTMLElement): string =>
  text((button.querySelector('span') ?? button).firstChild as Element | null);
const called = (name: string) => (it: HTMLElement) => wayName(it) === name || text(it) === name;

/** Opens the way with this title, wherever it stands in the list of ways. */
export async function openWay(app: Opened, name: string): Promise<void> {
  const find = () => all('.dock .main, main button.row').find(called(name));
  await app.until(() => expect(all('main .more-ways, main .part').length).toBeGreaterThan(0));
  if (!find()) await app.press(app.t('ways_more'), 'button');
  await app.until(() => expect(find(), name).toBeDefined());
  find()?.click();
}

/** Straight into a way, and from there to the list of ways; the strength is said on the way. */
export async function toWays(app: Opened, strength: number): Promise<void> {
  await app.go('urge');
  await say(app, strength);
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
}

/** To the clock of a way. */
export async function toWay(app: Opened, strength: number, name: string): Promise<void> {
  await toWays(app, strength);
  await openWay(app, name);
  await app.until(() => expect(clock()).not.toBe(''));
}

/** Until the running ride rests on the phone, where a page that is loaded anew finds it. */
export const rested = (app: Opened, phase: string): Promise<void> =>
  app.until(() => expect(app.state.deviceRecords.value.get('ride')?.phase).toBe(phase));

/** A DOM without a browser draws no lines: the marker is put on the nearest corner of the line. */
export function drawLines(): void {
  const known = new Map<string, number[][]>();
  const corners = (path: Element): number[][] => {
    const d = path.getAttribute('d') ?? '';
    const read = () =>
      d
        .split(/[MLC]/)
        .filter(Boolean)
        .map((it) => it.trim().split(' ').slice(-2).map(Number));
    return known.get(d) ?? (known.set(d, read()).get(d) as number[][]);
  };
  vi.spyOn(SVGPathElement.prototype, 'getTotalLength').mockReturnValue(440);
  vi.spyOn(SVGPathElement.prototype, 'getPointAtLength').mockImplementation(function (this: Element, at: number) {
    const x = at - 20;
    const y = corners(this).find(([to = 0]) => to >= x)?.[1] ?? 0;
    return { x, y } as SVGPoint;
  });
}

/** Voices of a phone: their language, and whether they live on it. */
export type Voices = readonly (readonly [lang: string, near: boolean])[];
export const far: Voices = [
  ['nb-NO', false],
  ['en-GB', false],
  ['sv-SE', true],
  ['de-DE', true],
];
export const nearBy: Voices = [...far, ['en-US', true], ['no-NO', true], ['en-GB', true], ['nb-NO', true]];

/** Gives the phone these voices. A sentence is said until the test ends it. */
export function speaks(voices: Voices) {
  class Utterance {
    voice?: { name: string };
    lang = '';
    onend?: () => void;
    onerror?: () => void;
    readonly text: string;
    constructor(text: string) {
      this.text = text;
    }
  }
  let now: Utterance | null = null;
  const said: string[][] = [];
  const speech = Object.assign(new EventTarget(), {
    voices,
    quiet: true,
    said,
    getVoices: () =>
      speech.voices.map(([lang, localService]) => ({ lang, localService, name: `${lang}${localService}` })),
    speak(it: Utterance) {
      speech.quiet = false;
      now = it;
      said.push([it.text, it.voice?.name ?? '', it.lang]);
    },
    cancel() {
      speech.quiet = true;
      const it = now;
      now = null;
      it?.onerror?.();
    },
    end() {
      const it = now;
      now = null;
      it?.onend?.();
    },
    /** The phone has other voices from here on. */
    has(next: Voices) {
      speech.voices = next;
      speech.dispatchEvent(new Event('voiceschanged'));
    },
  });
  vi.stubGlobal('speechSynthesis', speech);
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance);
  return speech;
}
