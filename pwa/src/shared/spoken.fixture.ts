/** The words of the screens for tests under Node: `i18n.ts` tells the page which language it speaks, and here there is none. */
import type { Locale } from '../core/model/content.ts';

export async function spoken(locale: Locale) {
  Object.assign(globalThis, { document: { documentElement: { dataset: {} }, addEventListener: () => undefined } });
  const { speak, t } = await import('../platform/i18n.ts');
  (await import('../app/words.ts')).registerWords();
  await speak(locale, true);
  return t;
}

export const languages: readonly Locale[] = ['nb', 'en'];
