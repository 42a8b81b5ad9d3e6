/** That the rest of the diary is on its way, in one line; nothing when all of it is here. */
import { t } from '../platform/i18n.ts';
import { coming, syncState } from './state.ts';

export function ComingLine() {
  const way = coming.value;
  if (!way) return null;
  const stands = way === 'fetching' && (syncState.value === 'offline' || syncState.value === 'gone');
  return <p class="meta">{t(stands ? 'coming_stands' : `coming_${way}`)}</p>;
}
