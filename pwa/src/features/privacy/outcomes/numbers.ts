import { locale } from '../../../platform/i18n.ts';

/** One decimal, as the language writes it. */
export const inWords = (value: number): string => value.toFixed(1).replace('.', locale.value === 'nb' ? ',' : '.');
