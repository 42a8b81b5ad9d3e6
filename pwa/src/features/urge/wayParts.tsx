/** What the ways through a hard moment have in common: what they are given, their foot, and the words about the time. */
import type { ComponentChildren } from 'preact';
import type { Text } from '../../core/model/content.ts';
import { explained } from '../../core/model/listen.ts';
import { type Beat, rideMinutes } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import type { KeptWay } from '../../shared/clock.ts';
import { CrisisLink, Dock } from '../../shared/Screen.tsx';
import { type Around, Blocks } from '../../shared/Words.tsx';
import type { Ended } from './ride.ts';

export interface WayProps {
  tool: Text;
  minutes: number;
  /** How strong the urge is now, 0–10, where it was rated. */
  strength?: number | null;
  /** The clock and the place of a ride, which go on when this screen is left for crisis help and back. */
  kept?: KeptWay;
  /** No urge is being ridden: «Ferdig» instead of «Den er svakere nå». */
  calm?: boolean;
  /** A trial inside a module: no other way, no people to ring. */
  practising?: boolean;
  /** In an urge: why it stands here, and how strong it is; below the words of the way. */
  under?: ComponentChildren;
  back: () => void;
  /** It is over. */
  done: (what?: Ended) => void;
  other?: () => void;
  call?: () => void;
  open?: (tool: string) => void;
}

/** A way in a list: its name, what it is and how long it takes. */
export const WayName = ({ tool }: { tool: Text }) => (
  <span>
    {tool.title}
    <small>{explained(tool)}</small>
    <small>{t('takes_minutes', { n: rideMinutes(tool) })}</small>
  </span>
);

const endOf = ({ calm, practising }: WayProps, over: boolean) =>
  practising || calm ? 'done' : over ? 'way_over' : 'way_weaker';

/** What one presses when it is enough: in the middle of it, or at its end. */
export const doneWords = (props: WayProps, over: boolean): string => t(endOf(props, over));

/** Ends the way as those words say it. */
export const endAs = (props: WayProps, over: boolean): void =>
  props.done(endOf(props, over) === 'way_weaker' ? { weaker: true } : undefined);

interface DockProps {
  props: WayProps;
  over: boolean;
  /** of the main button, when neither «svakere nå» nor «Videre» says it */
  words?: string;
  pause?: () => void;
  paused?: boolean;
  /** When the time is out: some more of it. */
  more?: { words: string; act: () => void };
}

interface BesideProps {
  words: string;
  act: (() => void) | undefined;
  other: (() => void) | undefined;
}

/** Under the main button of a way: what else can be done here, and another way. */
export function Beside({ words, act, other }: BesideProps) {
  if (!act && !other) return null;
  return (
    <div class={act && other ? 'pair' : 'stack'}>
      {act && (
        <button type="button" class="btn" onClick={act}>
          {words}
        </button>
      )}
      {other && (
        <button type="button" class="btn" onClick={other}>
          {t('something_else')}
        </button>
      )}
    </div>
  );
}

/** The foot of a way. */
export function WayDock({ props, over, words, pause, paused, more }: DockProps) {
  const { practising, other } = props;
  const beside = over ? more : pause && { words: t(paused ? 'go_on' : 'pause'), act: pause };
  return (
    <Dock>
      <button type="button" class="btn main" onClick={() => endAs(props, over)}>
        {words ?? doneWords(props, over)}
      </button>
      <Beside words={beside?.words ?? ''} act={beside?.act} other={other} />
      {!practising && <WayAside call={props.call} />}
    </Dock>
  );
}

export function WayAside({ call }: { call: (() => void) | undefined }) {
  return (
    <div class="aside">
      <CrisisLink />
      {call && (
        <button type="button" class="plain-link" onClick={call}>
          {t('ring_someone')}
        </button>
      )}
    </div>
  );
}

/** «Omtrent 9 minutter igjen». A timer is not announced; it is there to be read. */
export function TimeLeft({ seconds, total }: { seconds: number; total: number }): ComponentChildren {
  const minutes = Math.ceil((total - seconds) / 60);
  return (
    <p class="meta" role="timer">
      {seconds >= total
        ? t('time_over', { n: total / 60 })
        : total - seconds < 60
          ? t('time_last')
          : t('time_left', { n: minutes })}
    </p>
  );
}

export const aroundTool = (tool: Text): Around => ({ kind: 'tool', id: tool.id, sources: tool.sources });

interface BeatProps {
  beat: Beat | undefined;
  tool: Text;
  /** after the sentence that matters */
  between?: ComponentChildren;
}

/** The beat of a ride: the sentence that matters large, one more under it. Said to a screen reader as it changes. */
export function BeatText({ beat, tool, between }: BeatProps) {
  if (!beat) return null;
  return (
    <>
      <div class="beat" aria-live="polite">
        {beat.lead && <Blocks blocks={[beat.lead]} around={aroundTool(tool)} />}
      </div>
      {between}
      <div aria-live="polite">{beat.rest.length > 0 && <Blocks blocks={beat.rest} around={aroundTool(tool)} />}</div>
    </>
  );
}
