/** What is wrong with a code that cannot be one. */
import { CODE_CHARACTERS, plainCharacters } from '../../../core/model/code.ts';
import { t } from '../../../platform/i18n.ts';

export function codeMistake(typed: string): string {
  const n = plainCharacters(typed).length;
  return n === CODE_CHARACTERS ? t('signin_mistyped') : t('signin_short', { n });
}
