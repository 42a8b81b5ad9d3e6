/** The practice taken last: gjort · prøvd · venter. Once anything is said of it, the smallest part of it stands; one that was tried can be put aside. */
import { practiceAside, type StandingPractice } from '../../core/model/practice.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { HowDidItGo } from '../programme/index.ts';
import { Hide } from './Hide.tsx';
import { toldTonight } from './now.ts';

export function PracticePart({ practice: now }: { practice: StandingPractice }) {
  // What stands above it as the plan for this evening is not said once more.
  const shown = now.shown.filter((it) => !toldTonight.value.has(it));
  return (
    <Part name={now.thisWeek ? now.title : t('practice_since')}>
      {shown.map((line, at) => (
        <p class="own" key={at}>
          {line}
        </p>
      ))}
      <p class={shown.length ? 'own-gap' : undefined}>{now.state ? now.smallest : `${now.do} ${now.when}`}</p>
      <HowDidItGo practice={now} leaves />
      {now.state === 'tried' && <Hide what={practiceAside(now.module)} words={now.title} />}
    </Part>
  );
}
