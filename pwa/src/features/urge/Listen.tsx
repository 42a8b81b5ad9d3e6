/** «Lytt»: a text made to be listened to, a sentence at a time. Without a voice of the device it stands there to be read at the same pace. */
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { linesToSay, secondsFor, secondsLeft } from '../../core/model/listen.ts';
import { t } from '../../platform/i18n.ts';
import { useAt, useLitScreen } from '../../shared/clock.ts';
import { CrisisLink, Dock, Draft, Screen } from '../../shared/Screen.tsx';
import { Blocks } from '../../shared/Words.tsx';
import { hush, sayAloud, useVoice } from '../../ui/voice.ts';
import { aroundTool, doneWords, endAs, TimeLeft, type WayProps } from './wayParts.tsx';

interface ListenProps extends WayProps {
  /** Why no recording is played, where there is one. */
  note?: ComponentChildren;
}

export function Listen(props: ListenProps) {
  const { tool, back, other, practising } = props;
  const lines = useMemo(() => linesToSay(tool), [tool]);
  const silence = tool.pause ?? 0;
  const found = useVoice();
  const [broken, setBroken] = useState(false);
  const voice = broken ? undefined : found;
  const [at, setAt] = useAt(props.kept);
  const [playing, setPlaying] = useState(false);
  const over = at === lines.length;
  const line = at === null ? undefined : lines[at];
  useLitScreen(playing && !over);

  useEffect(() => {
    if (!playing || line === undefined) return;
    let timer = 0;
    const later = (seconds: number) => {
      timer = window.setTimeout(() => setAt((at ?? 0) + 1), seconds * 1000);
    };
    if (voice) sayAloud(line, voice, (well) => (well ? later(silence) : setBroken(true)));
    else later(secondsFor(line) + silence);
    return () => {
      clearTimeout(timer);
      hush();
    };
  }, [playing, at, voice]);

  const play = () => {
    setAt(at ?? 0);
    setPlaying(!playing);
  };
  const finish = (
    <button key="done" type="button" class={over ? 'btn main' : 'btn'} onClick={() => endAs(props, over)}>
      {doneWords(props, over)}
    </button>
  );
  const left = secondsLeft(lines, at ?? 0, silence);
  return (
    <Screen
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {over ? (
            finish
          ) : (
            <>
              <button type="button" class="btn main" onClick={play}>
                {t(at === null ? 'listen_start' : playing ? 'pause' : 'go_on')}
              </button>
              {at !== null && (
                <div class="pair">
                  <button type="button" class="btn" aria-disabled={at === 0} onClick={() => at > 0 && setAt(at - 1)}>
                    {t('listen_back')}
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
      {at === null ? (
        <>
          <h1 class="title">{tool.title}</h1>
          <Blocks blocks={tool.intro} around={aroundTool(tool)} />
          {props.note}
          <p class={voice ? 'meta after' : 'after'}>{t(voice ? 'listen_voice' : 'listen_none')}</p>
        </>
      ) : (
        <>
          <h1 class="hide">{tool.title}</h1>
          <TimeLeft seconds={0} total={over ? 0 : left} />
          {/* The voice says it; a screen reader would say it again over the voice. */}
          <p class="title said" aria-live={voice ? 'off' : 'polite'}>
            {line ?? lines.at(-1)}
          </p>
          {broken && <p class="meta after">{t('listen_none')}</p>}
        </>
      )}
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}
