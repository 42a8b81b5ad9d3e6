/** The plan as its screens draw it, and how what is decided about it comes to rest. */
import type { Fields } from '../../core/model/plain.ts';
import { drawPlan, type PlanPart } from '../../core/model/plan.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { planRecord } from '../../core/model/plan-order.ts';
import { back, type Name, stillHere } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { changeDraft, draftOf, savingOf } from '../../shared/drafts.ts';
import { entries, facePack, keep } from '../../shared/state.ts';

export const planParts = (): PlanPart[] => drawPlan(entries.value, device(), facePack());

/** The line with this key, wherever it stands. */
export const lineOf = (key: string): PlanLine | undefined =>
  planParts()
    .flatMap((it) => it.lines)
    .find((it) => it.key === key);

/** Sets these fields of the plan's own record, and no others: what another phone has decided of other lines stays. */
export const decidePlan = (fields: Fields): void =>
  changeDraft(planRecord, fields, {}, async (written) => (await keep()).write(planRecord, planRecord, written));

/** What has been decided and does not rest on the disk yet. */
export const decided = (): Fields => draftOf(planRecord);

export const planNotKept = (): boolean => savingOf(planRecord) === 'failed';

/** Back, else to the plan, once something rests; not when the person has gone on to another screen meanwhile. */
export function backFromForm(otherwise: Name = 'plan'): () => void {
  const still = stillHere();
  return () => {
    if (still()) back(otherwise);
  };
}
