/** Breathing, five seconds a way. The ground rises and sinks with it; with less motion there are only the words. */
import { phase } from '../../domain/urge.ts';
import { t } from '../../i18n.ts';
import { Draft, Screen } from '../../parts/Screen.tsx';
import { Blocks } from '../../parts/Words.tsx';
import { lessMotion, useClock, useLitScreen } from './clock.ts';
import { aroundTool, Left, WayDock, type WayProps } from './Way.tsx';

/** Half a breath, in seconds. */
const half = 5;

export function Breath(props: WayProps) {
  const { tool, minutes, back } = props;
  const total = minutes * 60;
  const clock = useClock(total);
  useLitScreen(!clock.paused && !clock.over);
  const inward = Math.floor(clock.seconds / half) % 2 === 0 && !clock.over && !clock.paused;
  const step = phase(tool, clock.over ? 1 : clock.seconds / total);
  return (
    <Screen
      drawn
      back={{ words: t('back'), act: back }}
      foot={<WayDock props={props} over={clock.over} paused={clock.paused} pause={clock.pause} />}
    >
      <h1 class="hide">{tool.title}</h1>
      {!lessMotion() && <Ground high={inward} />}
      <Left seconds={clock.seconds} total={total} />
      <p class="lead big-lead">
        {clock.over ? step?.title : clock.paused ? t('breath_paused') : t(inward ? 'breath_in' : 'breath_out')}
      </p>
      {!clock.over && step && <p class="lead">{step.title}</p>}
      {step && <Blocks blocks={step.blocks} around={aroundTool(tool)} />}
      <Draft shown={tool.draft} />
    </Screen>
  );
}

/** A hill that lifts while one breathes in; moved by a class, so that the pace is the style sheet's. */
function Ground({ high }: { high: boolean }) {
  const line = (y: number) => `M-20 ${y}C60 ${y} 110 ${y - 26} 195 ${y - 26}S330 ${y} 410 ${y}`;
  return (
    <div class="bleed breath">
      <svg class="art" viewBox="0 0 390 240" aria-hidden="true">
        <g class={high ? 'ground high' : 'ground'}>
          <path class="sky" d={`${line(150)}V-200H-20Z`} />
          <path class="w1" d={line(222)} />
          <path class="w2" d={line(198)} />
          <path class="w3" d={line(174)} />
          <path class="ink" d={line(150)} />
          <path class="ledge" d="M163 124.5H227" />
        </g>
      </svg>
    </div>
  );
}
