/** The words of the console, in both languages; the guide and the drafts come from the content pack (texts.ts). */
import type { Locale } from '../core/model/content.ts';
import { localDate, localTime } from '../core/model/dates.ts';
import { dateInWords, timeInWords } from '../platform/dates.ts';
import { addWords, browserLocale, speak, t } from '../platform/i18n.ts';
import datesEn from '../platform/words/en.json' with { type: 'json' };
import datesNb from '../platform/words/nb.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import nb from './messages/nb.json' with { type: 'json' };

type Messages = typeof nb & typeof datesNb;
declare module '../platform/i18n.ts' {
  interface Vocabulary extends Messages {}
}

const choice = 'coach-language';

/** Changes the language, and keeps the choice on this machine where the browser lets it. */
export function chooseLanguage(next: Locale, keep = true): void {
  void speak(next, false);
  document.title = t('title');
  try {
    if (keep) localStorage.setItem(choice, next);
  } catch {
    // Nothing is kept then.
  }
}

/** Brings the words, before anything is spoken. */
export function teachConsole(): void {
  addWords({ nb, en });
  addWords({ nb: datesNb, en: datesEn });
}

/** Speaks the language that was chosen here, else the browser's. */
export function speakFirst(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(choice);
  } catch {
    // Nothing was kept then.
  }
  chooseLanguage(kept === 'nb' || kept === 'en' ? kept : browserLocale(), false);
}

/** `kl. 14:05`, and the day before it where that is not today; milliseconds since 1970. */
export function momentInWords(at: number): string {
  const [now, then] = [new Date(), new Date(at)];
  const time = t('at_time', { time: timeInWords(localTime(then)) });
  const day = localDate(then);
  return day === localDate(now) ? time : `${dateInWords(day, localDate(now))} ${time}`;
}
