/** The practice taken last: gjort · prøvd · ikke ennå. «Ikke ennå» makes it smaller. */
import { practice } from '../../core/model/practice.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { chosenWhat, entries, pack, today } from '../../shared/state.ts';
import { HowDidItGo } from '../programme/index.ts';

export function PracticePart() {
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
