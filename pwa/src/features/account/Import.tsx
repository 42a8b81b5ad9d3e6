/** Taking in a sealed file: chosen, opened with its code, and put beside or in place of what is here. No server is asked. */
import { useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import type { Copy } from '../../core/vault/types.ts';
import { useTop } from '../../ui/top.ts';
import { takeInFile } from './commands.ts';
import { ChooseFile } from './import/ChooseFile.tsx';
import { TakenIn } from './import/TakenIn.tsx';
import { type Local, WhatOfHere } from './import/WhatOfHere.tsx';

type Stage = { at: 'choose' } | { at: 'ask'; copy: Copy } | { at: 'done'; copy: Copy };

export function Import() {
  const [stage, go] = useState<Stage>({ at: 'choose' });
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  useTop(stage.at);

  async function take(copy: Copy, local: Local): Promise<void> {
    if (state === 'busy') return;
    setState('busy');
    try {
      const taken = await takeInFile(copy, local);
      setState('ready');
      go(taken ? { at: 'done', copy } : { at: 'ask', copy: { ...copy, here: 'shut' } });
    } catch (fault) {
      noteFault('import', fault);
      setState('failed');
    }
  }

  const chosen = (copy: Copy) => {
    if (copy.here === 'nothing' || copy.here === 'same') return take(copy, 'add');
    go({ at: 'ask', copy });
    return Promise.resolve();
  };

  if (stage.at === 'done') return <TakenIn copy={stage.copy} />;
  if (stage.at === 'ask')
    return (
      <WhatOfHere
        copy={stage.copy}
        busy={state === 'busy'}
        failed={state === 'failed'}
        back={() => go({ at: 'choose' })}
        take={(local) => void take(stage.copy, local)}
      />
    );
  return <ChooseFile taking={state === 'busy'} failed={state === 'failed'} opened={chosen} />;
}
