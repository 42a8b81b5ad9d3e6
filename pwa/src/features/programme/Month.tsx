/** The time since he began, looked back on with one's own reason and the numbers, once; at any other time only how to go on. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { daysBetween } from '../../core/model/dates.ts';
import { began, monthDue, programmeRest } from '../../core/model/pace.ts';
import { t } from '../../platform/i18n.ts';
import { root, stillHere, to } from '../../platform/router.ts';
import { together } from '../../shared/findings.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { yearWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { entries, face, today } from '../../shared/state.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { useTop } from '../../ui/top.ts';
import { endProgramme, goOn, pauseProgramme, readMonth } from './commands.ts';
import { MonthEnd } from './month/MonthEnd.tsx';
import { MonthNumbersPart, MonthReasons } from './month/MonthNumbersPart.tsx';
import { MonthPause } from './month/MonthPause.tsx';

export function Month() {
  const [stage, setStage] = useState<'look' | 'pause' | 'end'>('look');
  const [due] = useState(monthDue(entries.value, today.value));
  const { failed, keeping } = useKeeping();
  useTop(stage);
  useEffect(() => {
    // Not worth a word when it cannot be kept: it is offered once more.
    if (due) readMonth().catch(noted('month read'));
  }, []);
  const say = (work: () => Promise<void>) =>
    void keeping(async () => {
      const still = stillHere();
      await work();
      if (still()) root('today');
    });
  const stages = { failed, back: () => setStage('look') };
  if (stage === 'pause') return <MonthPause {...stages} take={(until) => say(() => pauseProgramme(until))} />;
  if (stage === 'end') return <MonthEnd {...stages} end={() => say(endProgramme)} />;
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => say(goOn)}>
            {t('month_go_on')}
          </button>
          <button type="button" class="btn wide" onClick={() => setStage('pause')}>
            {t('month_pause')}
          </button>
          {programmeRest(entries.value, today.value)?.kind !== 'ended' && (
            <div class="aside">
              <span />
              <button type="button" class="plain-link" onClick={() => setStage('end')}>
                {t('month_end')}
              </button>
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t(due ? 'month_title' : 'pause_or_end')}</h1>
      {due ? (
        <>
          <p class="read">{together(sinceWords())}</p>
          <MonthReasons />
          <MonthNumbersPart />
        </>
      ) : (
        <>
          <p class="read">{t('month_read_any')}</p>
          <ul class="rows">
            <LinkRow href={to('sofar')} name={t('sofar_title')} small={t('sofar_small')} />
          </ul>
        </>
      )}
    </Screen>
  );
}

/** «Du begynte her 21. oktober, for 43 dager siden.» */
function sinceWords(): string {
  const from = began(entries.value) ?? today.value;
  const since = { date: yearWords(from), n: daysBetween(from, today.value) };
  return t(face.value === 'near' ? 'month_read_near' : 'month_read', since);
}
