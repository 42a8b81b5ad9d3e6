/** The practice taken last: gjort · prøvd · ikke ennå. «Ikke ennå» makes it smaller. */
import { practice } from '../../domain/practice.ts';
import { t } from '../../i18n.ts';
import { Part } from '../../parts/Screen.tsx';
import { chosenWhat, entries, pack, today } from '../../state.ts';
import { HowDidItGo } from '../text/HowDidItGo.tsx';

export function Practice() {
  const now = practice(entries.value, pack(), chosenWhat.value, today.value);
  if (!now) return null;
  return (
    <Part name={now.thisWeek ? now.title : t('practice_since')}>
      {now.shown.map((line, at) => (
        <p class="own" key={at}>
          {line}
        </p>
      ))}
      <p class={now.shown.length ? 'own-gap' : undefined}>
        {now.state === 'notyet' ? now.smallest : `${now.do} ${now.when}`}
      </p>
      <HowDidItGo practice={now} leaves />
    </Part>
  );
}
