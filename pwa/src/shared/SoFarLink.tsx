/** The hill with its sentence: one row that leads to «Så langt». */
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { Icon } from '../ui/Icon.tsx';
import { together } from './findings.ts';
import { Landscape } from './Landscape.tsx';
import { soFarNow, soFarWords } from './landscape.ts';

/** Until the whole diary is here it says where it leads, and stands as high as it will. It shows the first of it alone. */
export function SoFarLink() {
  const done = soFarNow.value?.done;
  return (
    <a class="so-far" href={to('sofar')}>
      <Landscape low />
      <span class="so-far-said">
        <span aria-hidden={done !== undefined}>{done ? together(soFarWords(done, 1)) : t('sofar_title')}</span>
        {done && <span class="hide">{soFarWords(done)}</span>}
        <Icon name="forward" />
      </span>
    </a>
  );
}
