/** «Navn og ikon»: what the app is called where others may look. It counts at once; the icon on the home screen is another matter. */
import { useState } from 'preact/hooks';
import { maskNames, masks, offeredMasks, type Mask as Worn } from '../../core/model/mask.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { installed, onIphone } from '../../platform/storage.ts';
import { Mark } from '../../shared/Brand.tsx';
import { mask, wear } from '../../shared/mask.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part, Screen } from '../../shared/Screen.tsx';
import { bundle, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Carry } from './install/Carry.tsx';

export function MaskScreen() {
  const [failed, setFailed] = useState(false);
  const texts = bundle.value;
  const choice = texts && texts !== 'missing' ? offeredMasks(texts.masks, mask.value) : masks;
  // It shows at once, also while an earlier choice is on its way to the disk.
  const choose = (it: Worn) =>
    void wear(it).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  return (
    <Screen back={{ words: t('back'), to: 'more' }}>
      <h1 class="title">{t('mask_title')}</h1>
      <p class="read">{t('mask_read')}</p>
      <fieldset class="masks" aria-label={t('mask_title')}>
        {choice.map((it) => (
          <label key={it} class="choice">
            <input
              autocomplete="off"
              type="radio"
              name="mask"
              checked={mask.value === it}
              onChange={() => choose(it)}
            />
            <span>
              {maskNames[it]}
              <small>{t(`mask_${it}`)}</small>
            </span>
            <Mark of={it} />
          </label>
        ))}
      </fieldset>
      {failed && <NotKept />}
      <Part name={t('mask_at_once')}>
        <p>{t('mask_at_once_text')}</p>
      </Part>
      <OnTheHomeScreen />
    </Screen>
  );
}

/** What the system has kept, and what removing the icon takes along. */
function OnTheHomeScreen() {
  const there = installed();
  return (
    <>
      <Part name={t('mask_icon')}>
        <div class="stack">
          <p>{t(there ? 'mask_again' : 'mask_before')}</p>
          {there && <p>{t(onIphone() ? 'mask_again_iphone' : 'mask_again_elsewhere')}</p>}
          {there && <p class="meta">{t('mask_days')}</p>}
        </div>
        {!there && (
          <ul class="rows">
            <li>
              <a class="row" href={to('install')}>
                <span>{t('mask_row_install')}</span>
                <Icon name="forward" />
              </a>
            </li>
          </ul>
        )}
      </Part>
      {there && onIphone() && vault.value && <Carry />}
    </>
  );
}
