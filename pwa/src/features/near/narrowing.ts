/** The days of somebody close to him, narrowed by what was answered. */
import { recordOf } from '../../core/model/filtering.ts';
import { type MoodThird, moodThirds, type NearGroup, nearFilter } from '../../core/model/near-filter.ts';
import { t } from '../../platform/i18n.ts';
import type { Narrowing } from '../diary/index.ts';
import { allDays, days, narrowNear, nearFilters } from '../diary/index.ts';
import { limitsWords, sleepWords } from './day.ts';

const orders: Record<NearGroup, readonly string[]> = {
  sleep: ['0', '1', '2'],
  limits: ['0', '1', '2'],
  mood: Object.keys(moodThirds),
  talked: ['yes', 'no'],
  words: ['own'],
};

/** What an answer is called among its own kind; alone it needs to say what it answers. */
function answerWords(group: NearGroup, code: string): string {
  if (group === 'sleep') return sleepWords()[Number(code)] ?? code;
  if (group === 'limits') return limitsWords(true)[Number(code)] ?? code;
  if (group === 'words') return t('filter_with_words');
  if (group === 'talked') return t(code === 'yes' ? 'near_talked_yes' : 'near_talked_no');
  const [from, until] = moodThirds[code as MoodThird] ?? [0, 10];
  return t('near_mood_between', { from, until });
}

export const nearNarrowing: Narrowing<NearGroup> = {
  ...nearFilter,
  filters: nearFilters,
  choose: narrowNear,
  names: {
    sleep: 'near_sleep_then',
    limits: 'near_limits',
    mood: 'near_mood_then',
    talked: 'near_talked_then',
    words: 'filter_words',
  },
  offered: () => {
    const some = nearFilter.offered(allDays.value);
    return recordOf(nearFilter.groups, (group) => orders[group].filter((it) => some[group].includes(it)));
  },
  words: answerWords,
  alone: (group, code) => {
    const words = answerWords(group, code);
    if (group === 'sleep') return t('near_diary_sleep', { words: words.toLowerCase() });
    if (group === 'limits') return t('near_only_limits', { words: words.toLowerCase() });
    if (group === 'mood') return t('near_only_mood', { words });
    return group === 'talked' ? t(`near_talked_row_${code as 'yes'}`) : words;
  },
  left: () => days.value.length,
  all: () => allDays.value.length,
};
