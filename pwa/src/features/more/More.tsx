/** The diary's safety, the choices, help, and the way to delete. A list; each row is a screen. */
import { useEffect, useState } from 'preact/hooks';
import { version } from '../../../package.json';
import { chipLists, wordUses } from '../../core/model/chips.ts';
import { localDate } from '../../core/model/dates.ts';
import { environment } from '../../platform/environment.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { installed, readStorage, storageState, thisBrowser } from '../../platform/storage.ts';
import { consent } from '../../shared/consents.ts';
import { appName } from '../../shared/mask.ts';
import { dateWords } from '../../shared/moments.ts';
import { Notices } from '../../shared/notices/Notices.tsx';
import { Part, Screen } from '../../shared/Screen.tsx';
import { hasLock } from '../../shared/session.ts';
import { entriesOfKind, face, pack, serverSays, settingsFields, syncState, theme, vault } from '../../shared/state.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { hasCoaches, hasThread } from '../coach/index.ts';
import { delay } from '../lock/index.ts';
import { reminderWords } from '../reminders/index.ts';
import { Faults } from './Faults.tsx';

/** When everything here was last on the server; nothing while it is there already. */
function LastCopied() {
  const at = serverSays.value.syncedAt;
  const behind = ['offline', 'gone', 'failed', 'full'].includes(syncState.value);
  if (at === null || !behind) return null;
  return <p class="meta">{t('last_copied', { date: dateWords(localDate(new Date(at))) })}</p>;
}

function DiaryPart() {
  const open = vault.value;
  useEffect(() => void readStorage(), []);
  return (
    <Part name={t('more_diary')}>
      <p class="lead" role="status">
        {open ? t(`sync_${syncState.value}`) : t('more_no_diary')}
      </p>
      {open && <LastCopied />}
      <ul class="rows">
        {open &&
          (open.hasCode ? (
            <LinkRow href={to('code')} name={t('more_new_code')} small={t('more_new_code_small')} />
          ) : (
            <LinkRow href={to('code')} name={t('more_code')} small={t('more_code_small')} />
          ))}
        {open?.hasCode && (
          <>
            <LinkRow href={to('devices')} name={t('more_devices')} small={t('more_devices_small')} />
            <LinkRow href={to('known-code')} name={t('known_row')} small={t('known_row_small')} />
          </>
        )}
        <LinkRow href={to('signin')} name={t('more_signin')} small={t('more_signin_small')} />
        {open && <LinkRow href={to('summary')} name={t('summary_title')} small={t('summary_small')} />}
        {open && <LinkRow href={to('export')} name={t('export_title')} small={t('export_small')} />}
        <LinkRow
          href={to('storage')}
          name={t('storage_title')}
          small={t(open ? `storage_small_${storageState()}` : 'storage_small_nothing')}
        />
      </ul>
    </Part>
  );
}

/** Which versions these are. The build is the worker's own word for the files that it serves this page from: by it they can be
 * compared with a release, and a server that lies about them can lie about it. */
function Versions() {
  const [build, setBuild] = useState('');
  useEffect(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => setBuild(String(data));
    environment().worker?.controller?.postMessage('which', [port2]);
    return () => port1.close();
  }, []);
  return (
    <>
      <p class="meta">{t('more_version', { app: version, texts: pack().version })}</p>
      {build && <p class="meta">{t('more_build', { build })}</p>}
    </>
  );
}

/** The part of the page about the app that says who can use it. */
const forAll = 'accessibility';

const lockWords = (): string =>
  hasLock.value ? t('lock_on', { when: t(`lock_delay_${delay()}`).toLowerCase() }) : t('lock_off');

/** Whether there is anything on «Dine egne ord»; it is no screen of somebody close to him. */
const hasOwnWords = (): boolean =>
  face.value === 'stop' &&
  chipLists.some((list) => wordUses(entriesOfKind('urge'), list, settingsFields.value).length > 0);

export function More() {
  const language = `${locale.value === 'nb' ? 'Norsk' : 'English'} · ${t(`theme_${theme.value}`)}`;
  return (
    <Screen heading={t('tab_more')} tab="more">
      <Notices all />
      <DiaryPart />
      {(hasCoaches() || hasThread()) && (
        <Part name={t(hasCoaches() ? 'more_coach_part' : 'more_coach_thread')}>
          <ul class="rows">
            <LinkRow
              href={to('coach')}
              name={t(hasThread() ? 'more_coach_thread' : 'more_coach')}
              {...(hasCoaches() && { small: t('more_coach_small') })}
            />
          </ul>
        </Part>
      )}
      <Part name={t('more_choices')}>
        <ul class="rows">
          <LinkRow href={to('what', 'change')} name={t('what_title')} small={t('more_what_small')} />
          {hasOwnWords() && <LinkRow href={to('own-words')} name={t('own_words_title')} small={t('own_words_small')} />}
          <LinkRow href={to('reminders')} name={t('more_reminders')} small={reminderWords()} />
          <LinkRow href={to('language')} name={t('more_language')} small={language} />
          <LinkRow href={to('mask')} name={t('mask_title')} small={appName()} />
          {!installed() && (
            <LinkRow
              href={to('install')}
              name={t(thisBrowser().system === 'desktop' ? 'install_title_desktop' : 'install_title')}
            />
          )}
          {vault.value && <LinkRow href={to('lock')} name={t('more_lock')} small={lockWords()} />}
          {vault.value && (
            <LinkRow
              href={to('figures')}
              name={t('more_figures')}
              small={t(consent('figures')?.given ? 'more_figures_on' : 'more_figures_off')}
            />
          )}
          {vault.value && <LinkRow href={to('consents')} name={t('more_consents')} small={t('more_consents_small')} />}
        </ul>
      </Part>
      <Part name={t('more_help')}>
        <ul class="rows">
          <LinkRow href={to('help')} name={t('more_directory')} />
          <LinkRow href={to('text', 'page', 'privacy')} name={t('more_see')} small={t('more_see_small')} />
          {pack().pages.about?.steps.some((it) => it.id === forAll) && (
            <LinkRow
              href={to('text', 'page', 'about', forAll)}
              name={t('more_for_all')}
              small={t('more_for_all_small')}
            />
          )}
        </ul>
      </Part>
      {vault.value && (
        <Part name={t('more_clear')}>
          <ul class="rows">
            <LinkRow href={to('delete')} name={t('more_delete')} small={t('more_delete_small')} />
          </ul>
        </Part>
      )}
      <Part name={t('more_about')}>
        <Versions />
        <Faults />
      </Part>
    </Screen>
  );
}
