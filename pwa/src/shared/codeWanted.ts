/** Whether to offer the recovery code: something is kept, there is no code, and nobody has said «bare på denne telefonen». */
import { entriesOfKind, vault } from './state.ts';

export function codeWanted(): boolean {
  if (!vault.value || vault.value.hasCode) return false;
  return entriesOfKind('consents').every((it) => it.fields.copy === undefined);
}
