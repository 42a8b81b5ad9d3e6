/** Waiting: only that the decision can stand for a quarter of an hour. The minutes left are the whole picture. */
import { beat, WAIT_LONGER } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { useClock, useLitScreen } from '../../shared/clock.ts';
import { Draft, Screen } from '../../shared/Screen.tsx';
import { Aloud, beatWords } from './Aloud.tsx';
import { useBuzz } from './buzz.ts';
import { BeatText, TimeLeft, WayDock, type WayProps } from './wayParts.tsx';

export function Wait(props: WayProps) {
  const { tool, minutes, back } = props;
  const total = minutes * 60;
  const clock = useClock(total, props.kept);
  useLitScreen(!clock.paused && !clock.over);
  const now = beat(tool, clock.seconds, total);
  const left = Math.ceil((total - clock.seconds) / 60);
  useBuzz(beatWords(now), clock);
  return (
    <Screen
      back={{ words: t('back'), act: back }}
      foot={
        <WayDock
          props={props}
          over={clock.over}
          paused={clock.paused}
          pause={clock.pause}
          more={{ words: t('wait_longer', { n: WAIT_LONGER }), act: () => clock.longer(WAIT_LONGER * 60) }}
        />
      }
    >
      <h1 class="hide">{tool.title}</h1>
      <div class="clock">
        <TimeLeft seconds={clock.seconds} total={total} />
        <Aloud words={beatWords(now)} quiet={clock.paused} />
      </div>
      <BeatText beat={now} tool={tool} />
      <div class="picked" aria-hidden="true">
        <b>{left}</b>
        <span>{t('minutes_word', { n: left })}</span>
      </div>
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}
