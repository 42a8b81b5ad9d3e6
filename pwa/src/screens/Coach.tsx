/** Writing to a coach: before it is agreed to, before it has begun, the thread, and what belongs to it. */
import { useEffect } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { coachIn } from '../domain/coach-here.ts';
import { t } from '../i18n.ts';
import { Screen } from '../parts/Screen.tsx';
import { back } from '../router.ts';
import { pack, vault } from '../state.ts';
import { Checkin } from './coach/Checkin.tsx';
import { Close } from './coach/Close.tsx';
import { Consent } from './coach/Consent.tsx';
import { First } from './coach/First.tsx';
import { Other } from './coach/Other.tsx';
import { PlanForCoach } from './coach/Plan.tsx';
import { Renew } from './coach/Renew.tsx';
import { Rhythm } from './coach/Rhythm.tsx';
import { SummaryForCoach } from './coach/Summary.tsx';
import { Tell } from './coach/Tell.tsx';
import { ThreadScreen } from './coach/Thread.tsx';
import { agreed, others, ready, thread, threads } from './coach/threads.ts';
import { Who } from './coach/Who.tsx';

export function Coach({ args: [what, id] }: ScreenProps) {
  const coach = coachIn(pack());
  const open = vault.value;
  useEffect(() => void ready().catch(() => undefined), [open, coach?.organisation.key]);
  if (!coach) return null;
  const { texts, organisation } = coach;
  const now = thread.value;

  if (open && !threads.value) return <Opening />;
  // It was just erased here: the screen says so.
  if (what === 'close') return <Close {...(id && { id })} />;
  if (!now) {
    const fits = agreed()?.given && agreed()?.version === texts.version;
    return fits ? <First texts={texts} /> : <Consent texts={texts} agreed={() => void ready()} />;
  }
  const other = what === 'other' ? others.value.find((it) => it.id === id) : undefined;
  if (other) return <Other thread={other} texts={texts} />;
  switch (what) {
    case 'consent':
      return <Consent texts={texts} again agreed={() => back('coach')} />;
    case 'checkin':
      return <Checkin texts={texts} />;
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
      return <Renew />;
    default:
      return <ThreadScreen texts={texts} organisation={organisation} thread={now} />;
  }
}

/** While the thread is being opened; the title stands, so that the focus has somewhere to be. */
const Opening = () => (
  <Screen back={{ words: t('tab_more'), to: 'more' }}>
    <h1 class="title">{t('coach_title')}</h1>
  </Screen>
);
