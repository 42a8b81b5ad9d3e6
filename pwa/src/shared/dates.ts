/** A date in words: «25. november 2026», "25 November 2026". */
import { locale } from '../platform/i18n.ts';

export const dateWords = (date: string): string =>
  new Intl.DateTimeFormat(locale.value === 'nb' ? 'nb' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  );
