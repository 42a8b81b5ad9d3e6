/** Why a way stands first, in one honest sentence: on what ground, how far the urge fell and how many times it was tried. */
import type { Text } from '../../domain/content.ts';
import type { BestWay, Moment } from '../../domain/ways.ts';
import { t } from '../../i18n.ts';
import { labelOf } from '../../parts/codes.ts';
import { headingWords, partWords } from '../../parts/moments.ts';
import { meanWords } from './numbers.ts';

export function helpedWords(most: BestWay, way: Text, moment: Moment): string {
  const { ground, fall, times, compared, trigger = '', from = 0, to = 0 } = most;
  const values = { way: way.title, fall: meanWords(fall), n: times };
  switch (ground) {
    case 'trigger': {
      const named = { ...values, trigger: labelOf('triggers', trigger) };
      return t(compared ? 'most_after_trigger' : 'fell_after_trigger', named);
    }
    case 'when':
      return t(compared ? 'most_then' : 'fell_then', { ...values, when: headingWords(moment.date, moment.part) });
    case 'part':
      return t(compared ? 'most_then' : 'fell_then', { ...values, when: partWords(moment.part) });
    case 'all':
      return t(compared ? 'most_always' : 'fell_always', values);
    case 'last':
      return t('helped_last', { ...values, from, to });
  }
}
