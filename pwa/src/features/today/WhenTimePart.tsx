/** What can wait until there is time. A side path's title may name what others should not read over a shoulder, so here it has none. */
import { draftValues } from '../../core/model/fortnight.ts';
import { began } from '../../core/model/pace.ts';
import { type WhenTime, whenTime } from '../../core/model/when-time.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { yearWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { chosenWhat, deviceRecords, entries, face, pack, today } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { fortnightDraft } from '../programme/index.ts';
import { Hide } from './Hide.tsx';
import { slippedLately } from './now.ts';

export const whenTimeNow = () => whenTime(entries.value, pack(), chosenWhat.value, face.value, today.value);

/** How many questions it has, or how far one is in it; after a purchase that it can wait. */
function fortnightSmall(questions: number): string {
  const answered = Object.keys(draftValues(deviceRecords.value.get(fortnightDraft), today.value)).length;
  if (answered === 0) return slippedLately.value ? t('fortnight_waits') : t('fortnight_small', { n: questions });
  return answered < questions ? t('fortnight_begun', { n: questions - answered }) : t('fortnight_unsaved');
}

const FortnightStep = ({ questions }: { questions: number }) => (
  <StepLink href={to('fortnight')} title={t('fortnight_title')} small={fortnightSmall(questions)} />
);

/** While something after a purchase may be urgent only the fortnight stands, which says that it can wait. */
function whatWaits(): WhenTime | null {
  const now = whenTimeNow();
  if (!slippedLately.value || !now) return now;
  return 'questions' in now && now.questions !== null ? { kind: 'fortnight', questions: now.questions } : null;
}

export function WhenTimePart() {
  const now = whatWaits();
  switch (now?.kind) {
    case undefined:
      return null;
    case 'booster':
      return (
        <Part name={t('when_time')}>
          <StepLink
            href={to('text', 'module', now.booster.module)}
            title={now.booster.title}
            small={t('booster_small', { minutes: t('about_minutes', { n: now.booster.minutes }) })}
          />
        </Part>
      );
    case 'month':
      return (
        <Part name={t('when_time')}>
          <StepLink
            href={to('month')}
            title={t('month_title')}
            small={t('month_small', { date: yearWords(began(entries.value) ?? today.value) })}
          />
          {now.questions !== null && <FortnightStep questions={now.questions} />}
        </Part>
      );
    case 'fortnight':
      return (
        <Part name={t('when_time')}>
          <FortnightStep questions={now.questions} />
        </Part>
      );
    case 'side':
      return (
        <Part name={t('side_fits')}>
          <StepLink
            href={to('text', 'module', now.text.id)}
            title={t('side_short')}
            small={t('takes_minutes', { n: now.text.minutes })}
          />
          <Hide what={now.text.id} words={t('side_short')} />
        </Part>
      );
  }
}
