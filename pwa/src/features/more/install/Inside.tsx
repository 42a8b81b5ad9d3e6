/** In another app's own window: what cannot work there, how to open the page in the real browser, and what works all the same. */
import { useState } from 'preact/hooks';
import { opensInside, unnamed } from '../../../core/model/browser.ts';
import { t } from '../../../platform/i18n.ts';
import { back, route, to } from '../../../platform/router.ts';
import { thisBrowser } from '../../../platform/storage.ts';
import { CrisisLink, Dock, Part, Screen } from '../../../shared/Screen.tsx';
import { face } from '../../../shared/state.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { InstallDrawing } from './InstallDrawing.tsx';

const real = { iphone: 'Safari', android: 'Chrome', desktop: null } as const;

/** Back over every stop at which this same screen would stand. */
function leave(): void {
  const here = (): boolean => {
    const { name, args } = route.peek();
    return name === 'install' || !opensInside(name, args, face.peek() === 'near');
  };
  do back('first');
  while (here());
}

export function Inside({ app }: { app: string }) {
  const near = face.value === 'near';
  const works = [
    ['urge', t(near ? 'hard_now' : 'first_urge')],
    ...(near ? ([['programme', t('inside_programme')]] as const) : []),
    ['help', t('more_directory')],
    ['what', t('inside_what')],
  ] as const;
  return (
    <Screen
      back={{ words: t('back'), act: leave }}
      foot={
        <Dock>
          <div class="aside">
            <CrisisLink />
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('inside_title')}</h1>
      <p class="read">{t(app === unnamed ? 'inside_read_some' : 'inside_read', { app })}</p>
      <p class="read">{t(app === unnamed ? 'inside_watched_some' : 'inside_watched', { app })}</p>
      <Part name={t('install_how')} after>
        <ol class="guide">
          <li>
            <p>{t('inside_dots')}</p>
            <InstallDrawing of="dots" />
          </li>
          <li>
            <p>{t(`inside_choose_${thisBrowser().system}`)}</p>
            <InstallDrawing of="way-out" />
          </li>
        </ol>
      </Part>
      <Address app={app} />
      <Part name={t('inside_works')}>
        <ul class="rows">
          {works.map(([name, words]) => (
            <li key={name}>
              <a class="row" href={to(name)}>
                <span>{words}</span>
                <Icon name="forward" />
              </a>
            </li>
          ))}
        </ul>
      </Part>
    </Screen>
  );
}

/** To be pasted elsewhere: it is the app's, and says nothing of where one is. */
function Address({ app }: { app: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    const writing = navigator.clipboard?.writeText(`${location.origin}/`) ?? Promise.reject(new Error('no clipboard'));
    await writing.then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  const where = real[thisBrowser().system] ?? t('inside_any_browser');
  return (
    <Part name={t('inside_copy_title')}>
      <p class="address">{location.host}</p>
      <button type="button" class="btn" onClick={() => void copy()}>
        {t('inside_copy')}
      </button>
      <p class="meta" role="status">
        {copied === true && t('inside_copied', { browser: where })}
        {copied === false && t(app === unnamed ? 'inside_copy_failed_some' : 'inside_copy_failed', { app })}
      </p>
    </Part>
  );
}
