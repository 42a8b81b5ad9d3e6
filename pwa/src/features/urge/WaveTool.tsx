/**
 * «Bølgen»: the urge as a line one walks along, his own once there are enough rides to draw it from. The marker steps once a second,
 * with less motion once a minute.
 */

import { useRef, useState } from 'preact/hooks';
import { standsInWave } from '../../core/model/calm.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import { courseNow, ownCourse, type RideCourse, ridesMissing } from '../../core/model/ride-course.ts';
import { beat, shownSeconds } from '../../core/model/urge.ts';
import { urgesOf } from '../../core/model/ways.ts';
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
  const { tool, back, strength = null } = props;
  const earlier = props.practising ? null : ownCourse(urgesOf(entries.value));
  const own = courseNow(earlier, strength);
  // The drawing and the clock are of the same length: his own may take longer than the tool does.
  const minutes = Math.max(props.minutes, own?.minutes ?? 0);
  const total = minutes * 60;
  const clock = useClock(total, props.kept);
  useLitScreen(!clock.paused && !clock.over);
  const now = beat(tool, clock.seconds, total);
  useBuzz(beatWords(now), clock);
  const [playing, setPlaying] = useState(false);
  const hisOwn = useStands(!props.practising && standsInWave(clock.seconds, total, own), playing);
  // Once: a browser's bar that comes and goes must not take what has been opened from under the finger.
  const [short] = useState(isShort);
  const shown = shownSeconds(clock.seconds, total, lessMotion());
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
      <WaveDrawing share={shown / total} where={now?.step.title ?? ''} own={own} minutes={minutes} />
      <div class="clock">
        <TimeLeft seconds={clock.seconds} total={total} />
        <Aloud words={beatWords(now)} quiet={clock.paused || playing} />
      </div>
      <div aria-live="polite">{hisOwn && <FromYourself playing={setPlaying} />}</div>
      <BeatText beat={now} tool={tool} between={short && props.under} />
      {!short && props.under}
      <p class="meta after">{earlier && own ? ownWords(earlier, own.from) : generalWords()}</p>
      <Draft shown={tool.draft} />
    </Screen>
  );
}

/** Whether what he made on a calm day stands; while his recording sounds it does not go. */
function useStands(now: boolean, playing: boolean): boolean {
  const stood = useRef(now);
  if (!playing) stood.current = now;
  return stood.current;
}

/** As in urge.css: under all of the words of the wave nothing more could be seen. */
const isShort = (): boolean => matchMedia('(max-height: 739px)').matches;

/** What the line is made of, and what of it is only drawn. `start`: how strong it is where the line begins. */
function ownWords({ from, to, minutes, rides }: RideCourse, start: number): string {
  const values = { from: decimalWords(from, locale.value), to: decimalWords(to, locale.value), minutes, n: rides };
  return start === from
    ? t('course_own', values)
    : t('course_own_now', { ...values, now: decimalWords(start, locale.value) });
}

/** That the wave is nobody's, and with a diary how many rides are missing to one's own. */
function generalWords(): string {
  const n = ridesMissing(urgesOf(entries.value));
  return [t('course_general'), vault.value && n > 0 ? t('course_missing', { n }) : ''].filter(Boolean).join(' ');
}
