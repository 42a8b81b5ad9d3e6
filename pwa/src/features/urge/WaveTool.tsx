/**
 * «Bølgen»: the urge as a line one walks along, his own once there are enough rides to draw it from. The marker steps once a second,
 * with less motion once a minute.
 */

import { useRef, useState } from 'preact/hooks';
import { standsInWave } from '../../core/model/calm.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import { ridden } from '../../core/model/ride.ts';
import { ownCourse, type RideCourse, ridesMissing, turnsOf } from '../../core/model/ride-course.ts';
import { beat, shownSeconds } from '../../core/model/urge.ts';
import { urgesOf } from '../../core/model/ways.ts';
import { wallClock } from '../../platform/environment.ts';
import { locale, t } from '../../platform/i18n.ts';
import { lessMotion, useClock, useLitScreen } from '../../shared/clock.ts';
import { Draft, Screen } from '../../shared/Screen.tsx';
import { entries, vault } from '../../shared/state.ts';
import { FromYourself } from '../calm/index.ts';
import { Aloud, beatWords } from './Aloud.tsx';
import { useBuzz } from './buzz.ts';
import { WaveDrawing } from './WaveDrawing.tsx';
import { BeatText, TimeLeft, WayDock, type WayProps } from './wayParts.tsx';

export function WaveTool(props: WayProps) {
  const { tool, back } = props;
  const { own, strength, total } = useDrawn(props);
  const clock = useClock(total, props.kept);
  useLitScreen(!clock.paused && !clock.over);
  const shown = shownSeconds(clock.seconds, total, lessMotion());
  // The words go by where the marker is.
  const now = beat(tool, shown, total, turnsOf(own));
  useBuzz(beatWords(now), clock);
  const [playing, setPlaying] = useState(false);
  const hisOwn = useStands(!props.practising && standsInWave(clock.seconds, total, own), playing);
  // Once: a browser's bar that comes and goes must not take what has been opened from under the finger.
  const [short] = useState(isShort);
  // At its end one is asked how strong it is, by the words and by the screen that comes next.
  const under = clock.over ? null : props.under;
  return (
    <Screen
      drawn
      back={{ words: t('back'), act: back }}
      foot={
        <WayDock
          props={props}
          over={clock.over}
          paused={clock.paused}
          pause={clock.pause}
          more={{ words: t('one_more_round'), act: () => clock.longer(total) }}
        />
      }
    >
      <h1 class="hide">{tool.title}</h1>
      <WaveDrawing share={shown / total} where={now?.step.title ?? ''} own={own} />
      <div class="clock">
        <TimeLeft seconds={clock.seconds} total={total} />
        <Aloud words={beatWords(now)} quiet={clock.paused || playing} />
      </div>
      <div aria-live="polite">{hisOwn && <FromYourself playing={setPlaying} />}</div>
      <BeatText beat={now} tool={tool} between={short && under} />
      {!short && under}
      <p class="meta after">{own ? ownWords(own, strength) : generalWords(strength)}</p>
      <Draft shown={tool.draft} />
    </Screen>
  );
}

interface Drawn {
  own: RideCourse | null;
  /** the strength it was chosen for */
  strength: number | null;
  /** Seconds: the drawing and the clock are of the same length. */
  total: number;
}

/** What is drawn: chosen again when he says how strong it is, but nothing that would be over already. */
function useDrawn({ strength = null, practising, minutes, kept }: WayProps): Drawn {
  const drawn = useRef<Drawn | null>(null);
  if (drawn.current?.strength === strength) return drawn.current;
  const own = practising ? null : ownCourse(urgesOf(entries.value), strength);
  const next = { own, strength, total: (own?.minutes ?? minutes) * 60 };
  if (drawn.current && kept && ridden(kept.ticking, wallClock.now()) >= next.total) return drawn.current;
  drawn.current = next;
  return next;
}

/** Whether what he made on a calm day stands; while his recording sounds it does not go. */
function useStands(now: boolean, playing: boolean): boolean {
  const stood = useRef(now);
  if (!playing) stood.current = now;
  return stood.current;
}

/** As in urge.css: under all of the words of the wave nothing more could be seen. */
const isShort = (): boolean => matchMedia('(max-height: 739px)').matches;

/** What the line is made of, and what of it is only drawn. */
const ownWords = ({ from, to, minutes, rides }: RideCourse, strength: number | null): string =>
  t(strength === null ? 'course_own' : 'course_own_now', {
    from: decimalWords(from, locale.value),
    to: decimalWords(to, locale.value),
    minutes,
    n: rides,
  });

/** That the wave is nobody's, and with a diary how many rides are missing to one's own. */
function generalWords(strength: number | null): string {
  const n = ridesMissing(urgesOf(entries.value), strength);
  const missing = strength === null ? 'course_missing' : 'course_missing_now';
  return [t('course_general'), vault.value && n > 0 ? t(missing, { n }) : ''].filter(Boolean).join(' ');
}
