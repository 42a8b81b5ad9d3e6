/** «En måned», and at any other time how far one is: one's own reason, the numbers, and how to go on. */
import { useState } from 'preact/hooks';
import { goOnFields, monthDue, pauseFields, rest } from '../domain/pace.ts';
import type { Fields } from '../domain/plain.ts';
import { t } from '../i18n.ts';
import { useKeeping } from '../parts/keeping.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { useTop } from '../parts/top.ts';
import { root, standing } from '../router.ts';
import { entries, face, keep, today } from '../state.ts';
import { End } from './month/End.tsx';
import { Numbers, Why } from './month/Numbers.tsx';
import { Pause } from './month/Pause.tsx';

export function Month() {
  const [stage, setStage] = useState<'look' | 'pause' | 'end'>('look');
  const [due] = useState(monthDue(entries.value, today.value));
  const { failed, keeping } = useKeeping();
  useTop(stage);
  const say = (fields: Fields) =>
    keeping(async () => {
      const still = standing();
      const open = await keep();
      await open.write('progress', 'progress', fields);
      if (still()) root('today');
    });
  const stages = { failed, back: () => setStage('look'), say: (fields: Fields) => void say(fields) };
  if (stage === 'pause') return <Pause {...stages} take={(until) => stages.say(pauseFields(until, today.value))} />;
  if (stage === 'end') return <End {...stages} />;
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => void say(goOnFields(today.value))}>
            {t('month_go_on')}
          </button>
          <button type="button" class="btn wide" onClick={() => setStage('pause')}>
            {t('month_pause')}
          </button>
          {rest(entries.value, today.value)?.kind !== 'ended' && (
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
      <h1 class="title">{t(due ? 'month_title' : 'month_so_far')}</h1>
      <p class="read">{t(!due ? 'month_read_any' : face.value === 'near' ? 'month_read_near' : 'month_read')}</p>
      <Why />
      <Numbers />
    </Screen>
  );
}
