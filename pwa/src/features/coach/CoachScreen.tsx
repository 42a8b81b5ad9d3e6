/** Writing to a coach: before it is agreed to, before it has begun, the thread, and what belongs to it. */
import { useEffect } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { coachIn } from '../../core/model/coach-here.ts';
import type { CoachTexts } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import type { ScreenProps } from '../../platform/router.ts';
import { Screen } from '../../shared/Screen.tsx';
import { pack, vault } from '../../shared/state.ts';
import { useTop } from '../../ui/top.ts';
import { Close } from './Close.tsx';
import { CoachCheckin } from './CoachCheckin.tsx';
import { CoachConsentScreen } from './CoachConsentScreen.tsx';
import { FirstLetter } from './FirstLetter.tsx';
import { hasThread } from './here.ts';
import { toThread } from './leave.ts';
import { NoMore } from './NoMore.tsx';
import { Other } from './Other.tsx';
import { PlanForCoach } from './Plan.tsx';
import { Renew } from './Renew.tsx';
import { Rhythm } from './Rhythm.tsx';
import { SummaryForCoach } from './Summary.tsx';
import { Tell } from './Tell.tsx';
import { ThreadScreen } from './ThreadView.tsx';
import { givenCoachConsent, others, ready, thread, threads } from './threads.ts';
import { Who } from './Who.tsx';

export { addCoachWords } from './words.ts';

export function CoachScreen({ args: [what, id] }: ScreenProps) {
  const coach = coachIn(pack());
  const open = vault.value;
  useEffect(() => void ready().catch(noted('coach opening')), [open, coach?.organisation.key]);
  const now = thread.value;
  const opening = open !== null && threads.value === null;
  // One screen gives way to the next without a press: the title is read, as on arrival.
  useTop(opening ? 'opening' : now ? 'thread' : fits(coach?.texts) ? 'first' : 'consent');
  if (opening && (coach || hasThread())) return <Opening />;
  // It was just erased here: the screen says so.
  if (what === 'close') return <Close {...(id && { id })} />;
  if (!coach) return now && <NoMore all={[...others.value, now]} />;
  const { texts, organisation } = coach;
  if (!now) {
    return fits(texts) ? (
      <FirstLetter texts={texts} />
    ) : (
      <CoachConsentScreen texts={texts} agreed={() => void ready()} />
    );
  }
  const other = what === 'other' ? others.value.find((it) => it.id === id) : undefined;
  if (other) return <Other thread={other} texts={texts} />;
  switch (what) {
    case 'consent':
      return <CoachConsentScreen texts={texts} again agreed={toThread} />;
    case 'checkin':
      return <CoachCheckin texts={texts} />;
    case 'summary':
      return <SummaryForCoach />;
    case 'plan':
      return <PlanForCoach />;
    case 'rhythm':
      return <Rhythm texts={texts} thread={now} />;
    case 'tell':
      return <Tell thread={now} />;
    case 'who':
      return <Who organisation={organisation} thread={now} />;
    case 'renew':
      return <Renew organisation={organisation.name} />;
    default:
      return <ThreadScreen texts={texts} organisation={organisation} thread={now} />;
  }
}

/** Whether these words have been agreed to. */
function fits(texts: CoachTexts | undefined): boolean {
  const kept = givenCoachConsent();
  return kept?.given === true && kept.version === texts?.version;
}

/** While the thread is being opened; the title stands, so that the focus has somewhere to be. */
const Opening = () => (
  <Screen back={{ words: t('tab_more'), to: 'more' }}>
    <h1 class="title">{t('coach_title')}</h1>
  </Screen>
);
