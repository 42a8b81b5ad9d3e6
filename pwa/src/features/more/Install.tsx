/**
 * How the app comes to the home screen. On an iPhone it stands in the row of the first minutes, before any answer is kept: the
 * app on the home screen has a storage of its own. Elsewhere it is offered after the first exercise. Always under More.
 */
import { useEffect, useState } from 'preact/hooks';
import { guide } from '../../core/model/guide.ts';
import { t } from '../../platform/i18n.ts';
import { goesOn, onward, to } from '../../platform/router.ts';
import { insideApp, installed, onIphone, thisBrowser } from '../../platform/storage.ts';
import { Mark } from '../../shared/Brand.tsx';
import { installShown } from '../../shared/install.ts';
import { appName, mask } from '../../shared/mask.ts';
import { added, canPrompt, promptInstall } from '../../shared/prompt.ts';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Carry } from './install/Carry.tsx';
import { Inside } from './install/Inside.tsx';
import { InstallDrawing } from './install/InstallDrawing.tsx';

export function Install() {
  useEffect(() => void installShown(), []);
  const inside = insideApp();
  if (inside) return <Inside app={inside} />;
  if (installed()) return <Already />;
  return <Guide />;
}

function Guide() {
  const [refused, setRefused] = useState(false);
  const steps = guide(thisBrowser());
  const desktop = thisBrowser().system === 'desktop';
  const asks = canPrompt() && !added.value;
  const inRow = goesOn();
  return (
    <Screen
      back={true}
      floats
      foot={
        (asks || inRow) && (
          <Dock>
            {asks && (
              <button
                type="button"
                class="btn main"
                onClick={() => void promptInstall().then((yes) => setRefused(!yes))}
              >
                {t('install_now')}
              </button>
            )}
            {inRow && (
              <button type="button" class="btn wide" onClick={onward}>
                {t(added.value ? 'continue' : 'install_here')}
              </button>
            )}
          </Dock>
        )
      }
    >
      <h1 class="title">{t(desktop ? 'install_title_desktop' : 'install_title')}</h1>
      <Why />
      <p class="read" role="status">
        {added.value
          ? t(desktop ? 'install_done_desktop' : 'install_done', { name: appName() })
          : refused && t('install_refused')}
      </p>
      <Worn />
      <Part name={t('install_how')}>
        {asks && <p class="lead">{t('install_press')}</p>}
        {!asks && steps.length === 0 && <p>{t('install_not_here')}</p>}
        {!asks && (
          <ol class="guide">
            {steps.map(({ words, picture }) => (
              <li key={words}>
                <p>{t(`install_${words}`, { name: appName() })}</p>
                {picture && <InstallDrawing of={picture} />}
              </li>
            ))}
          </ol>
        )}
        {onIphone() && thisBrowser().make !== 'safari' && <p class="meta">{t('install_older')}</p>}
      </Part>
      {onIphone() && vault.value && <Carry />}
    </Screen>
  );
}

function Why() {
  if (!onIphone()) return <p class="read">{t('install_why_elsewhere')}</p>;
  return (
    <>
      <p class="read">{t('install_why_iphone')}</p>
      {!vault.value && <p class="read">{t('install_why_empty')}</p>}
    </>
  );
}

/** The name and the icon that it will have, and the way to another one before it is too late. */
function Worn() {
  return (
    <Part name={t('install_name')} after>
      <ul class="rows">
        <li>
          <a class="row" href={to('mask')}>
            <span class="worn">
              <Mark of={mask.value} />
              <span>
                {appName()}
                <small>{t('install_name_small')}</small>
              </span>
            </span>
            <Icon name="forward" />
          </a>
        </li>
      </ul>
    </Part>
  );
}

function Already() {
  return (
    <Screen back={{ words: t('back'), to: 'more' }}>
      <h1 class="title">{t('install_already_title')}</h1>
      <p class="read">{t('install_already')}</p>
      <Worn />
    </Screen>
  );
}
