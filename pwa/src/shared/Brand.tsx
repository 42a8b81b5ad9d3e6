/** The mark and the name that are worn, where the app is met for the first time. */
import { type Mask, markPath } from '../core/model/mask.ts';
import { appName, mask } from './mask.ts';

/** The drawing of a mask; the name always stands beside it. */
export const Mark = ({ of }: { of: Mask }) => <img class="mark" src={markPath(of)} alt="" width="64" height="64" />;

export function Brand() {
  return (
    <span class="brand">
      <Mark of={mask.value} />
      {appName()}
    </span>
  );
}
