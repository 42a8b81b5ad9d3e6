/**
 * What can wait until there is time, one at a time: a follow-up, a month, a fortnight, else the one side path that fits. A side path's
 * title may name what others should not read over a shoulder, so here it has none.
 */
import { fortnightDue, fortnightly } from '../../core/model/fortnight.ts';
import { sideOffer } from '../../core/model/offers.ts';
import { boosterDue, boosters, monthDue, rest } from '../../core/model/pace.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { chosenWhat, entries, face, pack, today } from '../../shared/state.ts';
import { Step } from '../../ui/Step.tsx';
import { Hide } from './Hide.tsx';

export function WhenTime() {
  const [all, what, date] = [entries.value, chosenWhat.value, today.value];
  const resting = rest(all, date);
  const booster = resting?.kind === 'pause' ? null : boosterDue(boosters(all, pack(), what, date));
  if (booster)
    return (
      <Part name={t('when_time')}>
        <Step
          href={to('text', 'module', booster.module)}
          title={booster.title}
          small={t('booster_small', { minutes: t('about_minutes', { n: booster.minutes }) })}
        />
      </Part>
    );
  if (monthDue(all, date))
    return (
      <Part name={t('when_time')}>
        <Step href={to('month')} title={t('month_title')} small={t('month_small')} />
      </Part>
    );
  if (fortnightDue(all, pack(), face.value, date))
    return (
      <Part name={t('when_time')}>
        <Step
          href={to('fortnight')}
          title={t('fortnight_title')}
          small={t('fortnight_small', { n: fortnightly(pack(), face.value).length })}
        />
      </Part>
    );
  const side = resting ? null : sideOffer(all, pack(), what, date);
  return (
    side && (
      <Part name={t('side_fits')}>
        <Step
          href={to('text', 'module', side.id)}
          title={t('side_short')}
          small={t('takes_minutes', { n: side.minutes })}
        />
        <Hide what={side.id} words={t('side_short')} />
      </Part>
    )
  );
}
