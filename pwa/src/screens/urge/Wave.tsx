/** «Bølgen»: the urge as a wave one walks along. The marker steps once a second, with less motion once a minute. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { beat, shownSeconds } from '../../domain/urge.ts';
import { t } from '../../i18n.ts';
import { Draft, Screen } from '../../parts/Screen.tsx';
import { Aloud, wordsOf } from './Aloud.tsx';
import { lessMotion, useClock, useLitScreen } from './clock.ts';
import { crest, fromX, strata, stretched, toX } from './drawing.ts';
import { Left, Said, WayDock, type WayProps } from './Way.tsx';

export function Wave(props: WayProps) {
  const { tool, minutes, back } = props;
  const total = minutes * 60;
  const clock = useClock(total, props.kept);
  useLitScreen(!clock.paused && !clock.over);
  const now = beat(tool, clock.seconds, total);
  return (
    <Screen
      drawn
      back={{ words: t('back'), act: back }}
      foot={<WayDock props={props} over={clock.over} paused={clock.paused} pause={clock.pause} />}
    >
      <h1 class="hide">{tool.title}</h1>
      <Drawing share={shownSeconds(clock.seconds, total, lessMotion()) / total} where={now?.step.title ?? ''} />
      <div class="clock">
        <Left seconds={clock.seconds} total={total} />
        <Aloud words={wordsOf(now)} quiet={clock.paused} />
      </div>
      <Said beat={now} tool={tool} />
      <Draft shown={tool.draft} />
    </Screen>
  );
}

interface Spot {
  x: number;
  y: number;
  /** how much of the crest is walked, 0–100 */
  walked: number;
}

/** The point of the crest at `x`: it only goes rightwards, so halving finds it. */
function spotAt(path: SVGPathElement, x: number): Spot {
  const length = path.getTotalLength();
  let [low, high] = [0, length];
  while (high - low > 0.1) {
    const middle = (low + high) / 2;
    if (path.getPointAtLength(middle).x < x) low = middle;
    else high = middle;
  }
  const at = path.getPointAtLength(low);
  return { x: at.x, y: at.y, walked: (low / length) * 100 };
}

/** The words stand where the line leaves room: above at the foot, outside on the way up, in the sky on the way down. */
function labelAt({ x, y }: Spot): { x: number; y: number; anchor: 'start' | 'end' } | null {
  if (x > 285) return null;
  if (x < 78) return { x: 8, y: Math.min(y - 22, 166), anchor: 'start' };
  return x < 150 ? { x: x - 16, y: y - 8, anchor: 'end' } : { x: x + 20, y: y - 8, anchor: 'start' };
}

function Drawing({ share, where }: { share: number; where: string }) {
  const path = useRef<SVGPathElement>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  useLayoutEffect(() => {
    if (path.current) setSpot(spotAt(path.current, fromX + (toX - fromX) * Math.min(1, share)));
  }, [share]);
  const label = spot && labelAt(spot);
  return (
    <div class="bleed wave">
      <svg class="art" viewBox="0 0 390 306" role="img" aria-label={t('wave_drawn', { where })}>
        <path class="sky" d={`${stretched(crest)}V-200H-2000Z`} />
        {strata.map(({ line, d }) => (
          <path key={d} class={line} d={stretched(d)} />
        ))}
        <path class="todo" d={stretched(crest)} />
        <path class="ink" d="M-2000 214H-20" />
        <path ref={path} class="ink" pathLength="100" stroke-dasharray={`${spot?.walked ?? 0} 200`} d={crest} />
        <path class="ledge" d="M324 212.5H378" />
        {spot && <circle class="here" cx={spot.x} cy={spot.y} r="10" />}
        {label && (
          <text x={label.x} y={label.y} text-anchor={label.anchor}>
            {t('you_are_here')}
          </text>
        )}
        <text x="384" y="192" text-anchor="end">
          {t('firm_ground')}
        </text>
      </svg>
    </div>
  );
}
