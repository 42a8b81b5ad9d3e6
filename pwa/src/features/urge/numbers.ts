/** Numbers of the urge tool in words. */
import { locale } from '../../platform/i18n.ts';

/** A mean with one decimal at the most, as the language writes it. */
export const meanWords = (mean: number): string =>
  new Intl.NumberFormat(locale.value === 'nb' ? 'nb' : 'en-GB', { maximumFractionDigits: 1 }).format(mean);
