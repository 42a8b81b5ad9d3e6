/** The last ride of the day, said back: both numbers, with what, and for how long. It leads to its entry. */
import { lastRide } from '../../core/model/ride-said.ts';
import { urgesOf } from '../../core/model/ways.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { rideWords } from '../urge/index.ts';

export function RodePart() {
  const ride = lastRide(urgesOf(entries.value), running.value);
  if (!ride) return null;
  return (
    <Part name={t('ride_today')}>
      <StepLink href={to('entry', ride.id)} title={rideWords({ ...ride, did: ride.did_text })} small={[]} />
    </Part>
  );
}
