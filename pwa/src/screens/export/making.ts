/** Making the sealed file: what is typed last is in it. */
import { useState } from 'preact/hooks';
import { flush } from '../../drafts.ts';
import { useKeeping } from '../../parts/keeping.ts';
import { useTop } from '../../parts/top.ts';
import { vault } from '../../state.ts';
import type { Exported } from '../../vault/types.ts';

export interface Made {
  file: Uint8Array<ArrayBuffer>;
  /** A password that was made for this file. */
  password: string | null;
}

export function useMaking() {
  const [made, setMade] = useState<Made | null>(null);
  const [why, setWhy] = useState<Extract<Exported, { ok: false }>['why'] | null>(null);
  const { busy, failed, keeping } = useKeeping();
  useTop(made ? 'made' : 'asked');
  /** `typed` null: under a password of its own. */
  const make = (typed: string | null) =>
    keeping(async () => {
      await flush();
      const answer = await vault.value?.exportFile(typed);
      if (!answer) throw new Error('the diary was closed');
      if (answer.ok) return setMade({ file: answer.file, password: answer.code });
      setWhy(answer.why);
      document.getElementById('code')?.focus();
    });
  return { made, busy, failed, why, make, unsay: () => setWhy(null) };
}
