/** The hill with its sentence: one row that leads to «Så langt». */
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { Icon } from '../ui/Icon.tsx';
import { together } from './findings.ts';
import { Landscape } from './Landscape.tsx';
import { soFarNow, soFarWords } from './landscape.ts';

/** Until the whole diary is here it says where it leads, and stands as high as it will. The low one shows the first of it alone. */
export function SoFarLink({ low }: { low?: boolean }) {
  const done = soFarNow.value?.done;
  return (
    <a class={low ? 'so-far so-far-low' : 'so-far'} href={to('sofar')}>
      <Landscape {...(low && { low })} />
      <span class="so-far-said">
        <span aria-hidden={low && done !== undefined}>
          {done ? together(soFarWords(done, low ? 1 : undefined)) : t('sofar_title')}
        </span>
        {low && done && <span class="hide">{soFarWords(done)}</span>}
        <Icon name="forward" />
      </span>
    </a>
  );
}
