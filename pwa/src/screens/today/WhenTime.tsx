/** What can wait until there is time: a month, a fortnight, a booster, and the one side path that fits. */
import { fortnightDue, fortnightly } from '../../domain/fortnight.ts';
import { sideOffer } from '../../domain/offers.ts';
import { boosterDue, boosters, monthDue, rest } from '../../domain/pace.ts';
import { t } from '../../i18n.ts';
import { Part } from '../../parts/Screen.tsx';
import { Step } from '../../parts/Step.tsx';
import { to } from '../../router.ts';
import { chosenWhat, entries, face, pack, today } from '../../state.ts';
import { Hide } from './Hide.tsx';

export function WhenTime() {
  const [all, what, date] = [entries.value, chosenWhat.value, today.value];
  const resting = rest(all, date);
  const booster = resting?.kind === 'pause' ? null : boosterDue(boosters(all, pack(), what, date));
  const month = monthDue(all, date);
  const fortnight = fortnightDue(all, pack(), face.value, date);
  const side = resting ? null : sideOffer(all, pack(), what, date);
  return (
    <>
      {(booster || month || fortnight) && (
        <Part name={t('when_time')}>
          {booster && (
            <Step
              href={to('text', 'module', booster.module)}
              title={booster.title}
              small={t('booster_small', { minutes: t('about_minutes', { n: booster.minutes }) })}
            />
          )}
          {month && <Step href={to('month')} title={t('month_title')} small={t('month_small')} />}
          {fortnight && (
            <Step
              href={to('fortnight')}
              title={t('fortnight_title')}
              small={t('fortnight_small', { n: fortnightly(pack(), face.value).length })}
            />
          )}
        </Part>
      )}
      {side && (
        <Part name={t('side_fits')}>
          <Step
            href={to('text', 'module', side.id)}
            title={side.title}
            small={t('takes_minutes', { n: side.minutes })}
          />
          <Hide what={side.id} words={side.title} />
        </Part>
      )}
    </>
  );
}
