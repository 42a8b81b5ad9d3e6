/**
 * «Bølgen»: the urge as a line one walks along, his own once there are enough rides to draw it from. The marker steps once a second,
 * with less motion once a minute.
 */

import { useRef, useState } from 'preact/hooks';
import { placeInWave } from '../../core/model/calm.ts';
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
  const place = usePlace(props.practising ? 'none' : placeInWave(clock.seconds, total, own), playing);
  const shown = shownSeconds(clock.seconds, total, lessMotion());
  const words = <BeatText key="words" beat={now} tool={tool} />;
  const fromHim = (
    <div key="from-him" aria-live="polite">
      {place !== 'none' && <FromYourself playing={setPlaying} />}
    </div>
  );
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
      {place === 'first' ? [fromHim, words] : [words, fromHim]}
      {props.under}
      <p class="meta after">{earlier && own ? ownWords(earlier, own.from) : generalWords()}</p>
      <Draft shown={tool.draft} />
    </Screen>
  );
}

type Place = ReturnType<typeof placeInWave>;

/** Where his own stands; while his recording sounds it stays where it is. */
function usePlace(now: Place, playing: boolean): Place {
  const stood = useRef(now);
  if (!playing) stood.current = now;
  return stood.current;
}

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
