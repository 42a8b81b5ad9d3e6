/** A day for something to do instead: every week, every month or once, with a time or without. It stands in the plan, on its day, and in a hard moment then. */
import { useState } from 'preact/hooks';
import { placedThing } from '../../core/model/calendar.ts';
import { weekField } from '../../core/model/plan-order.ts';
import { t } from '../../platform/i18n.ts';
import { back } from '../../platform/router.ts';
import { flush } from '../../shared/drafts.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { InTheCalendar, ThingTimes } from '../exercise/index.ts';
import { backFromForm, decided, decidePlan, lineOf, planNotKept } from './lines.ts';

export function WeekForm({ which }: { which: string }) {
  const [line] = useState(() => lineOf(which));
  const field = weekField(which);
  const waits = decided()[field];
  const time = typeof waits === 'string' ? waits : (lineOf(which)?.time ?? '');
  const leave = () => {
    const gone = backFromForm();
    void flush().then(() => (planNotKept() ? undefined : gone()));
  };
  if (!line) return <Gone />;
  const { time: _, ...plain } = line;
  const thing = placedThing(time ? { ...plain, time } : plain);
  return (
    <Screen
      back={{ words: t('back'), act: () => back('plan') }}
      floats
      foot={
        <Dock>
          {planNotKept() && <NotKept />}
          <button type="button" class="btn main" onClick={leave}>
            {t('done')}
          </button>
          {time && (
            <button type="button" class="btn wide" onClick={() => decidePlan({ [field]: '' })}>
              {t('week_out')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('week_put')}</h1>
      <ThingTimes
        hard={false}
        things={[{ key: which, words: line.words }]}
        times={time ? { [which]: time } : {}}
        change={(times) => decidePlan({ [field]: times[which] ?? '' })}
      />
      {thing && line.maker && <InTheCalendar maker={line.maker} things={[thing]} />}
    </Screen>
  );
}

/** Its line has been changed meanwhile, on another phone or in another tab. */
const Gone = () => (
  <Screen back={{ words: t('back'), act: () => back('plan') }}>
    <h1 class="title">{t('week_gone')}</h1>
  </Screen>
);
