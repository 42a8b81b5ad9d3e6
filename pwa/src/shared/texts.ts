/** The texts of the programme, in the language that is spoken. The first screens stand while they are on their way. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { loadBundle } from '../core/content/content.ts';
import type { Bundle, Locale } from '../core/model/content.ts';
import { newTexts } from '../core/model/operator-notice.ts';
import { environment } from '../platform/environment.ts';

/** null while it is being fetched the first time; `'missing'` when it cannot be had. */
export const bundle: ReadonlySignal<Bundle | 'missing' | null> = signal(null);

/** The texts; only called below `App`, which waits for them. */
export function pack(): Bundle {
  const now = bundle.value;
  if (now === null || now === 'missing') throw new Error('a screen was shown before the texts');
  return now;
}

let held: Locale | null = null;
let asked: { of: Locale; coming: Promise<void> } | null = null;

/** Fetches the texts of a language. Resolves when they are here or cannot be had, or when another language was asked for since. */
export function bring(of: Locale): Promise<void> {
  if (asked?.of === of) return asked.coming;
  const mine = { of, coming: take() };
  async function take(): Promise<void> {
    const texts = await loadBundle(of);
    if (asked !== mine) return;
    (bundle as Signal<Bundle | 'missing' | null>).value = texts ?? 'missing';
    held = texts && of;
    asked = null;
  }
  asked = mine;
  return mine.coming;
}

/** The same, unless they are here. */
export const have = (of: Locale): Promise<void> => (held === of ? Promise.resolve() : bring(of));

/** The texts, as soon as they are here: for what is pressed on a screen that stands without them. */
export function textsHere(): Promise<Bundle> {
  return new Promise((resolve) => {
    const stop = bundle.subscribe((now) => {
      if (now === null || now === 'missing') return;
      resolve(now);
      queueMicrotask(() => stop());
    });
  });
}

/** The operator's notice from the texts that have just come; everything else stays as it is until the next start. */
async function takeNotice(): Promise<void> {
  await asked?.coming;
  const of = held;
  const texts = of && (await loadBundle(of));
  const now = bundle.peek();
  if (!texts || !now || now === 'missing' || of !== held) return;
  const { notice: _, ...rest } = now;
  (bundle as Signal<Bundle | 'missing' | null>).value = texts.notice ? { ...rest, notice: texts.notice } : rest;
}

/** Hears of new texts. Before anything is asked for: what the worker says earlier than that is lost. */
export function watchTexts(): void {
  environment().worker?.addEventListener('message', ({ data }: MessageEvent) => {
    if (data === newTexts) void takeNotice();
  });
}
