/** What is sent, how it is blurred, what can and cannot be learned of it; and yes or no. */

import { tenthsWords } from '../../../core/model/numbers.ts';
import { askedOf, budget, epsilonOf, type Level, questions, waves } from '../../../core/model/outcomes.ts';
import { locale, t } from '../../../platform/i18n.ts';
import { back, stillHere } from '../../../platform/router.ts';
import { Agreed } from '../../../shared/Agreed.tsx';
import { consent, setConsent } from '../../../shared/consents.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { dateWords } from '../../../shared/moments.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { Dock, Part, Screen } from '../../../shared/Screen.tsx';
import { entries, face } from '../../../shared/state.ts';

const levels: readonly Level[] = [0, 1, 2];

/** The questions of this person's app, each with its answers. */
function Asked() {
  return (
    <ul class="stack">
      {askedOf('04', face.value).map((code) => (
        <li key={code}>
          {t(`figures_ask_${code}`)}
          <br />
          <span class="meta">
            {[...levels.map((level) => t(`figures_${code}_${level}`)), t('figures_none')].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function AskConsent() {
  /** Given, it was in words that have changed since. */
  const kept = consent('figures');
  const { busy, failed, keeping } = useKeeping();
  const no = () =>
    keeping(async () => {
      const still = stillHere();
      await setConsent('figures', false);
      if (still()) back('more');
    });
  const [one = 0, wide = 0] = [...new Set(questions.map((it) => Math.round(Math.exp(epsilonOf(it)))))];
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button
            type="button"
            class="btn main"
            aria-disabled={busy}
            onClick={() => void keeping(() => setConsent('figures', true))}
          >
            {t('figures_yes')}
          </button>
          <button type="button" class="btn wide" aria-disabled={busy} onClick={() => void no()}>
            {t('figures_no')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('figures_title')}</h1>
      <p class="read lead-in">{t('figures_ask')}</p>
      {kept?.given && <p class="notice">{t('figures_older')}</p>}
      {kept?.given === false && (
        <p class="meta" role="status">
          {t('consents_withdrawn', { date: dateWords(kept.date) })} {t('consents_figures_gone')}
        </p>
      )}
      <Agreed name="figures" />
      <Part after name={t('figures_what')}>
        <Asked />
        <p class="meta">{waves.map((wave) => t(`figures_wave_${wave}`)).join(' · ')}</p>
      </Part>
      <details id="figures-more">
        <summary>{t('figures_more')}</summary>
        <p>{t('figures_epsilon', { one, wide, all: tenthsWords(budget(entries.value).all, locale.value) })}</p>
      </details>
    </Screen>
  );
}
