/** Today for somebody close to him: own next step, own night, own limits, own week. */
import { dayPart } from '../../domain/dates.ts';
import { nextStep, programmeFor, track } from '../../domain/programme.ts';
import { savingOf } from '../../drafts.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { headingWords } from '../../parts/moments.ts';
import { Notices } from '../../parts/Notices.tsx';
import { NotKept } from '../../parts/NotKept.tsx';
import { Saved } from '../../parts/Saved.tsx';
import { Part, Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { entries, pack, pendingWhat, settings, today } from '../../state.ts';
import { Copy } from '../today/Copy.tsx';
import { Practice } from '../today/Practice.tsx';
import { Standing } from '../today/Standing.tsx';
import { Limits, Mood, Sleep } from './Answers.tsx';
import { dayName } from './day.ts';
import { NearHold } from './NearHold.tsx';
import { NearWeekPart } from './NearWeek.tsx';

/** «Steg 2 av 5»: a step of theirs is a module. */
function Next() {
  const what = settings.value.what ?? pendingWhat.value;
  const next = nextStep(entries.value, pack(), what);
  const programme = programmeFor(pack(), what);
  if (!next || !programme) return null;
  const modules = track(pack(), programme, what);
  const n = modules.findIndex((it) => it.id === next.module) + 1;
  return (
    <Part name={t('today_next')}>
      <a class="step" href={to('text', 'module', next.module, next.step)}>
        <span>
          <b>{next.title}</b>
          <span class="meta">
            {t('today_step', { step: n, of: modules.length })} · {t('about_minutes', { n: next.minutes })}
          </span>
        </span>
        <Icon name="forward" />
      </a>
    </Part>
  );
}

export function NearToday() {
  const date = today.value;
  return (
    <Screen heading={headingWords(date, dayPart(new Date()))} tab="today" foot={<NearHold />}>
      <Saved />
      <Notices />
      <Copy />
      <Standing />
      <Next />
      <Practice />
      {savingOf(dayName(date)) === 'failed' && <NotKept />}
      <Sleep date={date} />
      <Limits date={date} quiet />
      <Mood date={date} />
      <NearWeekPart />
    </Screen>
  );
}
