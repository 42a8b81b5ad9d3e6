/** Making the sealed file: what is typed last is in it. */
import { useState } from 'preact/hooks';
import type { Exported } from '../../../core/vault/types.ts';
import { flush } from '../../../shared/drafts.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { vault } from '../../../shared/state.ts';
import { useTop } from '../../../ui/top.ts';

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
