/** The diary's safety, the choices, help, and the way to delete. A list; each row is a screen. */
import { useEffect, useState } from 'preact/hooks';
import { version } from '../../package.json';
import { locale, t } from '../i18n.ts';
import { Icon } from '../parts/Icon.tsx';
import { Notices } from '../parts/Notices.tsx';
import { Part, Screen } from '../parts/Screen.tsx';
import { reminderWords } from '../reminders.ts';
import { to } from '../router.ts';
import { pack, settings, syncState, vault } from '../state.ts';
import { askStorage, readStorage, storageKept } from '../storage.ts';

function Row({ href, name, small }: { href: string; name: string; small?: string }) {
  return (
    <li>
      <a class="row" href={href}>
        <span>
          {name}
          {small && <small>{small}</small>}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

/** Whether the browser keeps the diary, and the way to ask it to. */
function Kept() {
  const [refused, setRefused] = useState(false);
  useEffect(() => void readStorage(), []);
  if (storageKept.value === null) return null;
  if (storageKept.value) return <p class="meta">{t('more_kept')}</p>;
  return (
    <div role="status">
      <p class="meta">{t(refused ? 'more_keep_refused' : 'more_loose')}</p>
      {!refused && (
        <button type="button" class="link plainbtn" onClick={() => void askStorage().then((kept) => setRefused(!kept))}>
          {t('more_keep')}
        </button>
      )}
    </div>
  );
}

function DiaryPart() {
  const open = vault.value;
  return (
    <Part name={t('more_diary')}>
      <p class="lead" role="status">
        {open ? t(`sync_${syncState.value}`) : t('more_no_diary')}
      </p>
      {open && <Kept />}
      <ul class="rows">
        {open &&
          (open.hasCode ? (
            <Row href={to('code')} name={t('more_new_code')} small={t('more_new_code_small')} />
          ) : (
            <Row href={to('code')} name={t('more_code')} small={t('more_code_small')} />
          ))}
        <Row href={to('signin')} name={t('more_signin')} small={t('more_signin_small')} />
      </ul>
    </Part>
  );
}

export function More() {
  const language = `${locale.value === 'nb' ? 'Norsk' : 'English'} · ${t(`theme_${settings.value.theme ?? 'system'}`)}`;
  return (
    <Screen heading={t('tab_more')} tab="more">
      <Notices />
      <DiaryPart />
      <Part name={t('more_choices')}>
        <ul class="rows">
          <Row href={to('what', 'change')} name={t('what_title')} small={t('more_what_small')} />
          <Row href={to('reminders')} name={t('more_reminders')} small={reminderWords()} />
          <Row href={to('language')} name={t('more_language')} small={language} />
          {vault.value && <Row href={to('consents')} name={t('more_consents')} small={t('more_consents_small')} />}
        </ul>
      </Part>
      <Part name={t('more_help')}>
        <ul class="rows">
          <Row href={to('help')} name={t('more_directory')} />
          <Row href={to('text', 'page', 'privacy')} name={t('more_see')} small={t('more_see_small')} />
        </ul>
      </Part>
      {vault.value && (
        <Part name={t('more_clear')}>
          <ul class="rows">
            <Row href={to('delete')} name={t('more_delete')} small={t('more_delete_small')} />
          </ul>
        </Part>
      )}
      <p class="meta">{t('more_version', { app: version, texts: pack().version })}</p>
    </Screen>
  );
}
