/** «Slett alt»: this screen is the one confirmation. Afterwards it says what is not yet gone. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { channelRecord } from '../../core/vault/channel.ts';
import { t } from '../../platform/i18n.ts';
import { back, root, to } from '../../platform/router.ts';
import { vaults } from '../../platform/vaults.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, listWords } from '../../shared/moments.ts';
import { PendingDeletionsNotice } from '../../shared/notices/PendingDeletionsNotice.tsx';
import { deletionsLeft } from '../../shared/notices/pending.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { deviceRecords, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { hasThread } from '../coach/index.ts';
import { deleteAll } from './commands.ts';

type Stage = 'asked' | 'deleting' | 'deleted';

function Where({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="read">{children}</dd>
    </div>
  );
}

/** What of this diary is on the server, each by its name. */
const onServer = (): string[] => [
  ...(vault.value?.hasCode ? [t('delete_copy'), t('delete_code')] : []),
  ...(deviceRecords.value.has(channelRecord) ? [t('delete_reminders')] : []),
  ...(hasThread() ? [t('delete_thread')] : []),
];

/** The same as a sentence; else how much is still to be erased there from before. */
function serverWords(before: number): string {
  const all = onServer();
  if (all.length > 0) return t('delete_server_text', { what: capital(listWords(all)) });
  return before > 0 ? t('deletions_left', { n: before }) : t('delete_server_none');
}

export function Delete() {
  const [stage, setStage] = useState<Stage>('asked');
  const open = vault.value;
  // Fixed when the screen opens: afterwards nothing knows it any more.
  const [copied] = useState(onServer().length > 0);
  const [before, setBefore] = useState(0);
  const { failed, keeping } = useKeeping();
  useTop(stage === 'deleted' ? stage : 'asked');
  useEffect(() => void vaults.finishDeletions().then(setBefore, noted('deletions before')), []);

  const erase = () =>
    keeping(async () => {
      setStage('deleting');
      try {
        await deleteAll();
      } catch (fault) {
        setStage('asked');
        throw fault;
      }
      setStage('deleted');
    });

  // Without a diary there is nothing to ask: this page was loaded anew after it was deleted.
  if (stage === 'deleted' || !open) return <Deleted copied={copied} />;
  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      low
      foot={
        <Dock>
          {failed && <NotErased />}
          <button
            type="button"
            class="btn main final"
            aria-disabled={stage === 'deleting'}
            onClick={() => stage === 'asked' && void erase()}
          >
            {t(stage === 'deleting' ? 'delete_deleting' : 'delete_now')}
          </button>
          <button type="button" class="btn wide" onClick={() => back('more')}>
            {t('delete_not')}
          </button>
          <div class="aside">
            <a class="link" href={to('export')}>
              {t('delete_export')}
            </a>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('delete_title')}</h1>
      <div class="notice danger">
        <Icon name="warning" />
        <p>{t('delete_warning')}</p>
      </div>
      <p class="read">{t('delete_lead')}</p>
      <dl class="plan part-gap">
        <Where name={t('delete_here')}>{t('delete_here_text')}</Where>
        <Where name={t('delete_server')}>{serverWords(before)}</Where>
        {open.hasCode && (
          <>
            <Where name={t('delete_others')}>{t('delete_others_text')}</Where>
            <Where name={t('delete_backups')}>{t('delete_backups_text')}</Where>
          </>
        )}
      </dl>
      <h2 class="read part-gap">{t('delete_stays')}</h2>
      <dl class="plan part-gap">
        <Where name={t('delete_icon')}>{t('delete_icon_text')}</Where>
        <Where name={t('delete_files')}>{t('delete_files_text')}</Where>
      </dl>
    </Screen>
  );
}

function NotErased() {
  return (
    <div class="notice danger" role="alert">
      <Icon name="warning" />
      <p>{t('delete_failed')}</p>
    </div>
  );
}

/** `copied`: something of it was on the server. */
function Deleted({ copied }: { copied: boolean }) {
  return (
    <Screen
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => root('first')}>
            {t('deleted_home')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('deleted_title')}</h1>
      <PendingDeletionsNotice />
      {copied && deletionsLeft.value === 0 && <p class="read">{t('deleted_all')}</p>}
    </Screen>
  );
}
