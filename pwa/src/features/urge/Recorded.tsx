/**
 * «Lytt», where a person has read the text aloud: played from this phone or from the server, with the words below. Where it cannot be
 * played, a voice of the device says them, or they are read.
 */
import { useEffect, useState } from 'preact/hooks';
import type { Recording } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import { useAt, useLitScreen } from '../../shared/clock.ts';
import { Fold } from '../../shared/Fold.tsx';
import { CrisisLink, Dock, Draft, Screen } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { Blocks } from '../../shared/Words.tsx';
import { Downloaded } from './Downloaded.tsx';
import { Listen } from './Listen.tsx';
import { type Unheard, usePlayer } from './player.ts';
import { isKept, isOutOfReach } from './recordings.ts';
import { aroundTool, doneWords, endAs, TimeLeft, type WayProps } from './wayParts.tsx';

interface RecordedProps extends WayProps {
  recording: Recording;
}

export function Recorded(props: RecordedProps) {
  const { recording, kept } = props;
  const [unheard, setUnheard] = useState<Unheard | null>(() => (isOutOfReach(recording) ? 'offline' : null));
  const change = (why: Unheard | null) => {
    // A place in the recording is none among the sentences, nor the other way round.
    kept?.turn(null);
    setUnheard(why);
  };
  useEffect(() => {
    if (unheard) change(unheard);
  }, []);
  if (!unheard) return <Player {...props} fails={change} />;
  const note = (
    <p class="after" role="status">
      {t(`recording_${unheard}`)}{' '}
      <button type="button" class="plain-link" onClick={() => change(null)}>
        {t('try_again')}
      </button>
    </p>
  );
  return <Listen {...props} note={note} />;
}

/** Seconds that one press goes back: about two sentences. Chosen by us; no source. */
const STEP_BACK = 10;

function Player(props: RecordedProps & { fails: (why: Unheard) => void }) {
  const { tool, recording, back, other, practising } = props;
  const [at, setAt] = useAt(props.kept);
  const player = usePlayer(recording, { at, setAt, fails: props.fails });
  const { state, seconds, total } = player;
  const over = state === 'over';
  const begun = at !== null || state === 'playing';
  const still = at ? 'go_on' : 'recording_play';
  useLitScreen(state === 'playing');
  const finish = (
    <button key="done" type="button" class={over ? 'btn main' : 'btn'} onClick={() => endAs(props, over)}>
      {doneWords(props, over)}
    </button>
  );
  return (
    <Screen
      back={{ words: t('back'), act: back }}
      floats
      foot={
        <Dock>
          {begun && !over && <TimeLeft seconds={seconds} total={total} />}
          {over ? (
            finish
          ) : (
            <>
              <button
                type="button"
                class="btn main"
                aria-disabled={state === 'coming'}
                onClick={() => (state === 'playing' ? player.pause() : player.play())}
              >
                {t(state === 'still' ? still : state === 'playing' ? 'pause' : 'recording_coming')}
              </button>
              {begun && (
                <div class="pair">
                  <button
                    type="button"
                    class="btn"
                    aria-disabled={seconds === 0}
                    onClick={() => player.seek(Math.max(0, seconds - STEP_BACK))}
                  >
                    {t('recording_back', { n: STEP_BACK })}
                  </button>
                  {finish}
                </div>
              )}
            </>
          )}
          {!practising && (
            <div class="aside">
              <CrisisLink />
              {other && (
                <button type="button" class="plain-link" onClick={other}>
                  {t('something_else')}
                </button>
              )}
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{tool.title}</h1>
      <Blocks blocks={tool.intro} around={aroundTool(tool)} />
      <p class="meta after">
        {whose(recording)} {!isKept(recording) && t('recording_fetched')} {t('headphones')}
      </p>
      {/* Inside the page, so that quick exit, which empties it, stops the sound. */}
      <audio ref={player.element} preload="none" {...player.listeners} />
      <Downloaded recording={recording} />
      {props.under}
      <div class="after">
        <Fold id="transcript" name={t('recording_text')}>
          {tool.steps.map((step) => (
            <SubPart key={step.id} name={step.title}>
              <Blocks blocks={step.blocks} around={aroundTool(tool)} />
            </SubPart>
          ))}
        </Fold>
      </div>
      <Draft shown={tool.draft} />
    </Screen>
  );
}

function whose({ voice, credit }: Recording): string {
  if (voice === 'none') return t('recording_sound');
  return credit ? t('recording_by', { who: credit }) : t('recording_human');
}
