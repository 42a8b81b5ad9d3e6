/** Why a way stands first, in one honest sentence: on what ground, how far the urge fell and how many times it was tried. */

import type { Text } from '../../core/model/content.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import type { BestWay, UrgeMoment } from '../../core/model/ways.ts';
import { locale, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { headingWords } from '../../shared/moments.ts';

export function bestWayWords(most: BestWay, way: Text, moment: UrgeMoment): string {
  const { ground, fall, times, compared, trigger = '', from = 0, to = 0 } = most;
  const values = { way: way.title, fall: decimalWords(fall, locale.value), n: times };
  switch (ground) {
    case 'trigger': {
      const named = { ...values, trigger: labelOf('triggers', trigger) };
      return t(compared ? 'most_after_trigger' : 'fell_after_trigger', named);
    }
    case 'when':
      return t(compared ? 'most_then' : 'fell_then', { ...values, when: headingWords(moment.date, moment.part) });
    case 'part':
      return t(compared ? 'most_part' : 'fell_part', values);
    case 'all':
      return t(compared ? 'most_always' : 'fell_always', values);
    case 'last':
      return t('helped_last', { ...values, from, to });
  }
}
