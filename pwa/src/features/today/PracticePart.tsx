/** The practice taken last: gjort · prøvd · venter. Once anything is said of it, the smallest part of it stands. */
import type { StandingPractice } from '../../core/model/practice.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { HowDidItGo } from '../programme/index.ts';

export function PracticePart({ practice: now }: { practice: StandingPractice }) {
  return (
    <Part name={now.thisWeek ? now.title : t('practice_since')}>
      {now.shown.map((line, at) => (
        <p class="own" key={at}>
          {line}
        </p>
      ))}
      <p class={now.shown.length ? 'own-gap' : undefined}>{now.state ? now.smallest : `${now.do} ${now.when}`}</p>
      <HowDidItGo practice={now} leaves />
    </Part>
  );
}
