/**
 * «Bølgen»: the urge as a line one walks along, his own once there are enough rides to draw it from. The marker steps once a second,
 * with less motion once a minute.
 */
import { type Course, ownCourse, ridesMissing } from '../../domain/ride-course.ts';
import { beat, shownSeconds } from '../../domain/urge.ts';
import { urgesOf } from '../../domain/ways.ts';
import { t } from '../../i18n.ts';
import { Draft, Screen } from '../../parts/Screen.tsx';
import { entries, vault } from '../../state.ts';
import { Aloud, NoVoice, wordsOf } from './Aloud.tsx';
import { useBuzz } from './buzz.ts';
import { lessMotion, useClock, useLitScreen } from './clock.ts';
import { Drawing } from './Drawing.tsx';
import { meanWords } from './numbers.ts';
import { Left, Said, WayDock, type WayProps } from './Way.tsx';

export function Wave(props: WayProps) {
  const { tool, minutes, back } = props;
  const total = minutes * 60;
  const clock = useClock(total, props.kept);
  useLitScreen(!clock.paused && !clock.over);
  const now = beat(tool, clock.seconds, total);
  useBuzz(wordsOf(now), clock);
  const own = ownCourse(urgesOf(entries.value));
  // His own may have taken longer than the tool does: then the tool ends on the way.
  const drawn = Math.max(minutes, own?.minutes ?? 0);
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
      <Drawing share={shown / (drawn * 60)} where={now?.step.title ?? ''} own={own} minutes={drawn} />
      <div class="clock">
        <Left seconds={clock.seconds} total={total} />
        <Aloud words={wordsOf(now)} quiet={clock.paused} />
      </div>
      <Said beat={now} tool={tool} />
      <p class="meta after">{own ? ownWords(own) : generalWords()}</p>
      <Draft shown={tool.draft} />
      <NoVoice />
    </Screen>
  );
}

/** What the line is made of, and what of it is only drawn. */
const ownWords = ({ from, to, minutes, rides }: Course): string =>
  t('course_own', { from: meanWords(from), to: meanWords(to), minutes, n: rides });

/** That the wave is nobody's, and with a diary how many rides are missing to one's own. */
function generalWords(): string {
  const n = ridesMissing(urgesOf(entries.value));
  return [t('course_general'), vault.value && n > 0 ? t('course_missing', { n }) : ''].filter(Boolean).join(' ');
}
