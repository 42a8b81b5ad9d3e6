/**
 * «Så langt»: why he began, in his own words, what he has done since, the practices, the times that went well, the longest time kept and what
 * helps.
 */
import { useMemo } from 'preact/hooks';
import { diary } from '../../core/model/diary.ts';
import { allDone, lastDone } from '../../core/model/done-so-far.ts';
import { helped, NEEDS } from '../../core/model/insights.ts';
import { longestTold } from '../../core/model/month-numbers.ts';
import { practicesTold } from '../../core/model/practice.ts';
import { ratings } from '../../core/model/rated.ts';
import { wentWell } from '../../core/model/went-well.ts';
import { t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { FurtherDown } from '../../shared/Below.tsx';
import { labelOf } from '../../shared/codes.ts';
import { bestDates, helpedWords, together } from '../../shared/findings.ts';
import { Landscape } from '../../shared/Landscape.tsx';
import { noneWords, soFarNow } from '../../shared/landscape.ts';
import { dateWords, momentWords } from '../../shared/moments.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, pack, today, vault } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { DonePart } from './DonePart.tsx';
import { MonthReasons } from './month/MonthNumbersPart.tsx';
import { PracticesPart, WentWellPart } from './WentWellPart.tsx';

/** From so many on there is a thicker line. */
const THICKER = 20;

export function SoFar(_: ScreenProps) {
  const done = soFarNow.value?.done;
  const total = done && allDone(done);
  const lines = t(face.value === 'near' ? 'sofar_lines_near' : 'sofar_lines');
  return (
    <Screen back>
      <h1 class="title">{t('sofar_title')}</h1>
      <Landscape />
      {total === 0 ? (
        <div class="empty">
          <p class="read">{noneWords()}</p>
          <a class="btn" href={to('programme')}>
            {t('sofar_begin')}
          </a>
        </div>
      ) : (
        <p class="meta">
          {[lines, total && total >= THICKER ? t('sofar_thicker') : [], total ? newest() : []].flat().join(' ')}
        </p>
      )}
      <MonthReasons />
      {done && total !== 0 && <DonePart done={done} />}
      <FurtherDown>
        <PracticesPart all={practicesTold(entries.value, pack())} />
        {face.value === 'stop' && <FromDiary />}
        {vault.value && (
          <ul class="rows after">
            <LinkRow href={to('month')} name={t('pause_or_end')} small={t('pause_or_end_small')} />
          </ul>
        )}
      </FurtherDown>
    </Screen>
  );
}

/** «Den nyeste linjen er fra i går kveld.» */
function newest(): string[] {
  const last = lastDone(entries.value, pack(), device());
  if (!last) return [];
  const { date, part } = last;
  return [t('sofar_newest', { when: part ? momentWords(date, part) : dateWords(date) })];
}

/** What all of the diary says: the times that went well, the longest time, which nothing shortens, and what the urge fell most with. */
function FromDiary() {
  const all = entries.value;
  const now = running.value;
  const read = useMemo(() => ({ ...diary(all.values()), running: now }), [all, now]);
  const longest = longestTold(all, pack(), face.value, today.value, read);
  const ways = helped(read.urges);
  const rated = ratings(read.urges);
  const missing = NEEDS.helped - ways.reduce((sum, { times }) => sum + times, 0);
  return (
    <>
      <WentWellPart all={wentWell(read.urges, all)} />
      {longest && (
        <Part name={t('sofar_longest')}>
          <p class="lead">{t('sofar_longest_said', { n: longest.days })}</p>
          <p class="meta">{`${together(bestDates(longest))} ${t('purchases_best_stays')}`}</p>
        </Part>
      )}
      <Part name={t('helped_title')}>
        {missing > 0 || !rated ? (
          <p class="read">{t('helped_missing', { n: missing })}</p>
        ) : (
          <p class="lead">{together(helpedWords(ways, rated, (way) => labelOf('ways', way))[0] ?? '')}</p>
        )}
      </Part>
    </>
  );
}
