/** Breathing, longer out than in: the tool's first step is the breath in, its second the breath out, its last the end. The ground rises and sinks with it; with less motion there are only the words. */
import { inhaling } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { lessMotion, useClock, useLitScreen } from '../../shared/clock.ts';
import { Draft, Screen } from '../../shared/Screen.tsx';
import { Blocks } from '../../shared/Words.tsx';
import { Aloud } from './Aloud.tsx';
import { useBuzz } from './buzz.ts';
import { aroundTool, TimeLeft, WayDock, type WayProps } from './wayParts.tsx';

export function Breath(props: WayProps) {
  const { tool, minutes, back } = props;
  const total = minutes * 60;
  const still = lessMotion();
  const clock = useClock(total, props.kept);
  useLitScreen(!clock.paused && !clock.over);
  const inward = inhaling(clock.seconds) && !clock.over && !clock.paused;
  const [breathIn, breathOut] = tool.steps;
  const step = clock.over ? tool.steps.at(-1) : inward ? breathIn : breathOut;
  useBuzz(step?.title ?? '', clock);
  return (
    <Screen
      drawn={!still}
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
      {!still && <Ground high={inward} />}
      <div class="clock">
        <TimeLeft seconds={clock.seconds} total={total} />
        <Aloud words={step?.title ?? ''} quiet={clock.paused} />
      </div>
      {clock.paused ? (
        <p class="lead big-lead">{t('breath_paused')}</p>
      ) : (
        <>
          <p class="lead big-lead">{step?.title}</p>
          {step && <Blocks blocks={step.blocks} around={aroundTool(tool)} />}
        </>
      )}
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}

/** A hill that lifts while one breathes in; moved by a class, so that the pace is the style sheet's. */
function Ground({ high }: { high: boolean }) {
  const line = (y: number) => `M-2000 ${y}H-20C60 ${y} 110 ${y - 34} 195 ${y - 34}S330 ${y} 410 ${y}H2400`;
  return (
    <div class="bleed breath">
      <svg class="art" viewBox="0 0 390 300" aria-hidden="true">
        <g class={high ? 'ground high' : 'ground'}>
          <path class="sky" d={`${line(196)}V-200H-2000Z`} />
          <path class="w1" d={line(284)} />
          <path class="w2" d={line(252)} />
          <path class="w3" d={line(222)} />
          <path class="ink" d={line(196)} />
          <path class="ledge" d="M163 162.5H227" />
        </g>
      </svg>
    </div>
  );
}
