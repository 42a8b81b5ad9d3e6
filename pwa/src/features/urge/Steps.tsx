/** A tool step by step: its words, and what it asks for. The same player for one of sentences and for one with exercises. */
import { useState } from 'preact/hooks';
import type { Step, Text } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import { back as goBack, stillHere } from '../../platform/router.ts';
import { cited } from '../../shared/cited.ts';
import { useAt } from '../../shared/clock.ts';
import { flush } from '../../shared/drafts.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Draft, Screen } from '../../shared/Screen.tsx';
import { Sources } from '../../shared/Sources.tsx';
import { Blocks } from '../../shared/Words.tsx';
import { useTop } from '../../ui/top.ts';
import type { Lead } from '../exercise/index.ts';
import { Body } from '../exercise/index.ts';
import { aroundTool, Beside, doneWords, endAs, WayAside, type WayProps } from './wayParts.tsx';

export function Steps(props: WayProps) {
  const { tool, back, done, other, practising, call } = props;
  const [place, setAt] = useAt(props.kept);
  const at = place ?? 0;
  const [lead, setLead] = useState<Lead>(null);
  const { failed, keeping } = useKeeping();
  useTop(`${tool.id}/${at}`);
  const step = tool.steps[at];
  if (!step) return null;
  const last = at === tool.steps.length - 1;
  const move = (to: number) => {
    setLead(null);
    setAt(to);
  };
  // What was written rests before the next step asks for it.
  const onward = () => void keeping(() => flush().then(() => (last ? done() : move(at + 1))));
  return (
    <Screen
      back={{ words: t('back'), act: at > 0 ? () => void flush().then(() => move(at - 1)) : back }}
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={lead ? lead.act : onward}>
            {lead ? lead.words : last ? doneWords(props, true) : t('continue')}
          </button>
          {!props.calm && !practising && !last && (
            <Beside
              words={doneWords(props, false)}
              act={() => void flush().then(() => endAs(props, false))}
              other={other}
            />
          )}
          {!practising && <WayAside call={call} />}
        </Dock>
      }
    >
      {tool.steps.length > 1 && (
        <p class="meta">{t('where_in_text', { title: tool.title, step: at + 1, of: tool.steps.length })}</p>
      )}
      {at === 0 ? (
        <>
          <h1 class="title">{tool.title}</h1>
          <Blocks blocks={tool.intro} around={aroundTool(tool)} />
          <h2 class="lead step-title">{step.title}</h2>
        </>
      ) : (
        <h1 class="title">{step.title}</h1>
      )}
      <div class={step.kind === 'read' && at > 0 ? 'tool-step' : undefined}>
        <Body where={{ kind: 'tool', text: tool, step }} around={aroundTool(tool)} lead={setLead} />
      </div>
      <Sources sources={tool.sources} only={cited(step)} />
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}

/** One step of a tool, to change its answer and go back to where one came from. */
export function OneStep({ tool, step }: { tool: Text; step: Step }) {
  const [lead, setLead] = useState<Lead>(null);
  const { failed, keeping } = useKeeping();
  const finish = () =>
    void keeping(async () => {
      const still = stillHere();
      await flush();
      if (still()) goBack();
    });
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={lead ? lead.act : finish}>
            {lead ? lead.words : t('done')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{step.title}</h1>
      <Body where={{ kind: 'tool', text: tool, step }} around={aroundTool(tool)} lead={setLead} />
      <Draft shown={tool.draft} />
    </Screen>
  );
}
