/** A way through an urge: the wave, waiting, breathing, or a tool that is only words. One foot for all of them. */
import type { ComponentChildren } from 'preact';
import type { Text } from '../../domain/content.ts';
import { people } from '../../domain/plan.ts';
import type { Ticking } from '../../domain/ride.ts';
import type { Beat } from '../../domain/urge.ts';
import { t } from '../../i18n.ts';
import { CrisisLink, Dock, Draft, Screen } from '../../parts/Screen.tsx';
import { type Around, Blocks } from '../../parts/Words.tsx';
import { entries, pack } from '../../state.ts';
import { device } from '../steps/answering.ts';
import { Alternative } from './Alternative.tsx';
import { Breath } from './Breath.tsx';
import { Wait } from './Wait.tsx';
import { Wave } from './Wave.tsx';

export interface WayProps {
  tool: Text;
  minutes: number;
  /** The clock of a ride, which goes on when this screen is left for another; a trial begins anew. */
  kept?: { ticking: Ticking; tick: (next: Ticking) => void };
  /** A trial inside a module: no other way, no people to ring, «Ferdig» instead of «Den er svakere nå». */
  practising?: boolean;
  back: () => void;
  /** It is over; with what was done when that is not the tool itself. */
  done: (what?: { way: string; did: string }) => void;
  other?: () => void;
  call?: () => void;
  open?: (tool: string) => void;
}

export function Way(props: WayProps) {
  switch (props.tool.id) {
    case 'wave':
      return <Wave {...props} />;
    case 'waiting':
      return <Wait {...props} />;
    case 'breathing':
      return <Breath {...props} />;
    case 'alternative':
      return <Alternative {...props} />;
    default:
      return <InWords {...props} />;
  }
}

interface DockProps {
  props: WayProps;
  over: boolean;
  /** of the main button, when neither «svakere nå» nor «Videre» says it */
  words?: string;
  pause?: () => void;
  paused?: boolean;
}

/** The foot of a way. */
export function WayDock({ props, over, words, pause, paused }: DockProps) {
  const { practising, done, other } = props;
  const pausing = pause && !over;
  return (
    <Dock>
      <button type="button" class="btn main" onClick={() => done()}>
        {words ?? t(practising ? 'done' : over ? 'way_over' : 'way_weaker')}
      </button>
      {(pausing || other) && (
        <div class={pausing && other ? 'pair' : 'stack'}>
          {pausing && (
            <button type="button" class="btn" onClick={pause}>
              {t(paused ? 'go_on' : 'pause')}
            </button>
          )}
          {other && (
            <button type="button" class="btn" onClick={other}>
              {t('something_else')}
            </button>
          )}
        </div>
      )}
      {!practising && <WayAside call={props.call} />}
    </Dock>
  );
}

export function WayAside({ call }: { call: (() => void) | undefined }) {
  const someone = people(entries.value, device(), pack()).length > 0;
  return (
    <div class="aside">
      <CrisisLink />
      {someone && call && (
        <button type="button" class="plain-link" onClick={call}>
          {t('ring_someone')}
        </button>
      )}
    </div>
  );
}

/** «Om lag 9 minutter igjen». A timer is not announced; it is there to be read. */
export function Left({ seconds, total }: { seconds: number; total: number }): ComponentChildren {
  const minutes = Math.ceil((total - seconds) / 60);
  return (
    <p class="meta" role="timer">
      {seconds >= total ? t('time_over') : total - seconds < 60 ? t('time_last') : t('time_left', { n: minutes })}
    </p>
  );
}

export const aroundTool = (tool: Text): Around => ({ kind: 'tool', id: tool.id, sources: tool.sources });

/** The beat of a ride: the sentence that matters large, one more under it. Said to a screen reader as it changes. */
export function Said({ beat, tool }: { beat: Beat | undefined; tool: Text }) {
  if (!beat) return null;
  return (
    <div class="beat" aria-live="polite">
      {beat.lead && <Blocks blocks={[beat.lead]} around={aroundTool(tool)} />}
      {beat.rest.length > 0 && <Blocks blocks={beat.rest} around={aroundTool(tool)} />}
    </div>
  );
}

/** A tool that is only words: all of it, in order. */
function InWords(props: WayProps) {
  const { tool, back } = props;
  return (
    <Screen back={{ words: t('back'), act: back }} foot={<WayDock props={props} over={false} />}>
      <h1 class="title">{tool.title}</h1>
      <Blocks blocks={tool.intro} around={aroundTool(tool)} />
      {tool.steps.map((step) => (
        <section key={step.id} class="gap">
          <h2 class="lead">{step.title}</h2>
          <Blocks blocks={step.blocks} around={aroundTool(tool)} />
        </section>
      ))}
      <Draft shown={tool.draft} />
    </Screen>
  );
}
