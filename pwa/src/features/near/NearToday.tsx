/** Today for somebody close to him: own next step, own night, own limits, own week. */
import { chosenTonight } from '../../core/model/near.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { Below } from '../../shared/Below.tsx';
import { savingOf } from '../../shared/drafts.ts';
import { nowWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { FromOperator } from '../../shared/notices/FromOperator.tsx';
import { Notices } from '../../shared/notices/Notices.tsx';
import { Saved } from '../../shared/Saved.tsx';
import { Part, Screen } from '../../shared/Screen.tsx';
import { coming, entries, facePack, today } from '../../shared/state.ts';
import { part } from '../../shared/today.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CoachNews } from '../coach/index.ts';
import { Behind, OfferCode, OfferFigures, OfferInstall, Onward, StandingPart, TonightPart } from '../today/index.ts';
import { Limits, Mood, Sleep } from './Answers.tsx';
import { dayName } from './day.ts';
import { NearHold } from './NearHold.tsx';
import { NearWeekPart } from './NearWeek.tsx';

export function NearToday() {
  const date = today.value;
  // What asks, offers or counts goes by what is missing too.
  const all = coming.value === null;
  return (
    <Screen heading={nowWords(date, part.value)} tab="today" floats foot={<NearHold />}>
      <Saved />
      <Notices />
      <FromOperator />
      <StandingPart />
      {all && <TonightPart />}
      {all && <Chosen />}
      {all && <CoachNews />}
      {all && <Onward />}
      {savingOf(dayName(date)) === 'failed' && <NotKept />}
      <Below>
        <Sleep date={date} />
        <Limits date={date} quiet />
        <Mood date={date} />
        <p>
          <a class="link" href={to('checkin')}>
            <Icon name="pen" />
            {t('near_more')}
          </a>
        </p>
        {all && <NearWeekPart />}
        {all && <Behind />}
        {all && <OfferCode />}
        {all && <OfferInstall />}
        {all && <OfferFigures />}
      </Below>
    </Screen>
  );
}

/** «I kveld»: what was chosen in the first step. */
function Chosen() {
  const lines = chosenTonight(entries.value, device(), facePack(), today.value);
  if (lines.length === 0) return null;
  return (
    <Part name={t('tonight')}>
      {lines.map((line) => (
        <p key={line} class="own">
          {line}
        </p>
      ))}
    </Part>
  );
}
