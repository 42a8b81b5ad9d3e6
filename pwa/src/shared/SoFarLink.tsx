/** The hill with its sentence: one row that leads to «Så langt». */
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { Icon } from '../ui/Icon.tsx';
import { Landscape } from './Landscape.tsx';
import { doneNow, soFarWords } from './landscape.ts';

/** Until the whole diary is here it says where it leads, and stands as high as it will. */
export function SoFarLink({ low }: { low?: boolean }) {
  const done = doneNow.value;
  return (
    <a class={low ? 'so-far so-far-low' : 'so-far'} href={to('sofar')}>
      <Landscape {...(low && { low })} />
      <span class="so-far-said">
        <span>{done ? soFarWords(done) : t('sofar_title')}</span>
        <Icon name="forward" />
      </span>
    </a>
  );
}
