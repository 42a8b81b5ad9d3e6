/** The practice taken last: gjort · prøvd · venter. Once anything is said of it, the smallest part of it stands, and it can be put aside. */
import { practiceAside, type StandingPractice } from '../../core/model/practice.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';
import { HowDidItGo } from '../programme/index.ts';
import { Hide } from './Hide.tsx';

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
      {now.state && <Hide what={practiceAside(now.module)} words={now.title} />}
    </Part>
  );
}
