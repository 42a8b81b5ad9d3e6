/** What is wrong with a code that cannot be one. */
import { plainCharacters } from '../../../core/model/code.ts';
import { t } from '../../../platform/i18n.ts';

const LENGTH = 28;

export function codeMistake(typed: string): string {
  const n = plainCharacters(typed).length;
  return n === LENGTH ? t('signin_mistyped') : t('signin_short', { n });
}
