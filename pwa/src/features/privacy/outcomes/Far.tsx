/** Agreed to, and nothing to answer now: what was given, what waits, when the next questions come, and the way out. */
import { tenthsWords } from '../../../core/model/numbers.ts';
import { answeredOn, budget, nextWave, waves } from '../../../core/model/outcomes.ts';
import { reportQueueRecord, waitingIn } from '../../../core/model/outcomes-queue.ts';
import { locale, t } from '../../../platform/i18n.ts';
import { dateWords } from '../../../shared/moments.ts';
import { Saved } from '../../../shared/Saved.tsx';
import { Part, Screen } from '../../../shared/Screen.tsx';
import { deviceRecords, entries, today } from '../../../shared/state.ts';
import { Withdraw } from './Withdraw.tsx';

export function Far() {
  const next = nextWave(entries.value, today.value);
  const waiting = waitingIn(deviceRecords.value.get(reportQueueRecord)).length;
  const { spent, all } = budget(entries.value);
  const past = waves.slice(0, next ? waves.indexOf(next.wave) : waves.length);
  return (
    <Screen back>
      <h1 class="title">{t('figures_title')}</h1>
      <Saved />
      <p class="read lead-in">{t('figures_on')}</p>
      <Part name={t('consent_figures')}>
        <ul class="stack">
          {past.map((wave) => {
            const at = answeredOn(entries.value, wave);
            const when = t(`figures_wave_${wave}`);
            return (
              <li key={wave}>{at ? t('figures_at', { when, date: dateWords(at) }) : t('figures_missed', { when })}</li>
            );
          })}
        </ul>
        {waiting > 0 && <p>{t('figures_waiting', { n: waiting })}</p>}
        <p>{next ? t('figures_next', { date: dateWords(next.from) }) : t('figures_done')}</p>
        <p class="meta">
          {t('figures_spent', { spent: tenthsWords(spent, locale.value), all: tenthsWords(all, locale.value) })}
        </p>
      </Part>
      <Withdraw />
    </Screen>
  );
}
