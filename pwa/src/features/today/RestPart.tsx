/** A pause, or the end of the programme: what that means, and the way back. */
import { boosters, type ProgrammeRest as Resting } from '../../core/model/pace.ts';
import { dayWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { chosenWhat, entries, pack, today } from '../../shared/state.ts';
import { goOn } from '../programme/index.ts';

export function RestPart({ rest }: { rest: Resting }) {
  const { failed, keeping } = useKeeping();
  const paused = rest.kind === 'pause';
  const coming = boosters(entries.value, pack(), chosenWhat.value, today.value).find((it) => it.state === 'coming');
  return (
    <Part name={paused ? t('rest_pause', { date: dayWords(rest.until) }) : t('rest_ended')}>
      <p class="read">{t(paused ? 'rest_pause_read' : 'rest_ended_read')}</p>
      {!paused && coming && <p class="meta">{t('rest_next', { date: dayWords(coming.at) })}</p>}
      <p class="after">
        <button type="button" class="btn" onClick={() => void keeping(goOn)}>
          {t('rest_go_on')}
        </button>
      </p>
      {failed && <NotKept />}
    </Part>
  );
}
