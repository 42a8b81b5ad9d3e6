/** «Lagring på telefonen»: what the browser promises, what may erase the diary, and the one thing to do about it. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { forgetRecordings } from '../../core/content/manifest.ts';
import { sizesOfRecordings } from '../../core/content/recordings.ts';
import { noted, noteFault } from '../../core/faults.ts';
import { megabyteWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import {
  askStorage,
  forgetsAfterSevenDays,
  installed,
  onIphone,
  readStorage,
  storageState,
  storageUsed,
} from '../../platform/storage.ts';
import { vaults } from '../../platform/vaults.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { vault } from '../../shared/state.ts';

export function Storage() {
  const [blocked, setBlocked] = useState(false);
  const [sizes, setSizes] = useState<readonly number[]>([]);
  useEffect(() => {
    void readStorage();
    sizesOfRecordings().then(setSizes, noted('recordings sizes'));
    vaults.supported().then(
      (it) => setBlocked(it !== true),
      () => setBlocked(true),
    );
  }, []);
  const state = storageState();
  const code = vault.value?.hasCode ?? false;
  const nothing = sizes.length > 0 ? 'recordings_alone' : 'nothing';
  return (
    <Screen back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('storage_title')}</h1>
      <p class="lead" role="status">
        {t(blocked ? 'storage_blocked' : vault.value ? `storage_${state}` : `storage_${nothing}`)}
      </p>
      {vault.value && <p class="read">{t(code ? 'storage_code' : 'storage_no_code')}</p>}
      <Used />
      {vault.value && <Todo code={code} />}
      <Recordings sizes={sizes} forgotten={() => setSizes([])} />
      <Part name={t('storage_erases')} after>
        <ul class="plain-list">
          {erasers().map((what) => (
            <li key={what}>{t(`storage_erases_${what}`)}</li>
          ))}
        </ul>
      </Part>
    </Screen>
  );
}

/** What takes the diary along, as it is on this phone. */
function erasers(): ('data' | 'icon' | 'browser' | 'seven' | 'full')[] {
  if (onIphone() && installed()) return ['icon'];
  return [
    'data',
    'browser',
    ...(forgetsAfterSevenDays() ? (['seven'] as const) : []),
    ...(storageState() === 'kept' ? [] : (['full'] as const)),
  ];
}

/** What was downloaded to be listened to. It is no part of the diary. */
function Recordings({ sizes, forgotten }: { sizes: readonly number[]; forgotten: () => void }) {
  const [removed, setRemoved] = useState(false);
  const [stay, setStay] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  if (sizes.length === 0 && !removed) return null;
  const all = sizes.reduce((sum, it) => sum + it, 0);
  const remove = async () => {
    try {
      await forgetRecordings();
      setRemoved(true);
      forgotten();
    } catch (fault) {
      noteFault('recordings removal', fault);
      setStay(true);
    }
    region.current?.focus();
  };
  return (
    <Part name={t('storage_recordings')} after>
      <div class="stack" role="status" tabIndex={-1} ref={region}>
        {sizes.length === 0 ? (
          <p>{t('storage_recordings_gone')}</p>
        ) : (
          <>
            <p>{t('storage_recordings_used', { n: sizes.length, size: megabyteWords(all, locale.value) })}</p>
            <button type="button" class="btn" onClick={() => void remove()}>
              {t('storage_recordings_remove')}
            </button>
            {stay && <p>{t('storage_recordings_stay')}</p>}
          </>
        )}
      </div>
    </Part>
  );
}

/** In megabytes; nothing when the browser does not say. */
function Used() {
  const bytes = storageUsed.value;
  if (bytes === null || !vault.value) return null;
  return <p class="meta">{t('storage_used', { size: megabyteWords(bytes, locale.value) })}</p>;
}

/** One thing: to the home screen where the browser forgets, else the browser is asked; a code where nothing else helps. */
function Todo({ code }: { code: boolean }) {
  const [refused, setRefused] = useState(false);
  const state = storageState();
  const makeCode = !code && (
    <p class="after">
      <a class="btn" href={to('code')}>
        {t('storage_make_code')}
      </a>
    </p>
  );
  if (state === 'seven' || refused)
    return (
      <div class="after stack" role="status">
        {refused && <p>{t('storage_refused')}</p>}
        {installed() ? (
          makeCode
        ) : (
          <a class="btn" href={to('install')}>
            {t('install_title')}
          </a>
        )}
      </div>
    );
  if (state !== 'loose') return makeCode;
  return (
    <p class="after">
      <button type="button" class="btn" onClick={() => void askStorage().then((kept) => setRefused(!kept))}>
        {t('storage_ask')}
      </button>
    </p>
  );
}
