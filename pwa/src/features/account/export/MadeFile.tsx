/** The file is made: first its password, if it has one of its own, then the file itself. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../platform/i18n.ts';
import { root } from '../../../platform/router.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useTop } from '../../../ui/top.ts';
import { copySecret, forgetCopied } from '../code/clipboard.ts';
import { fileName, type SaveResult, saveFile } from '../files.ts';
import type { Made } from './making.ts';

/** `next`: what stands under the file once it is saved; else the way home. */
export function MadeFile({ file, password, next }: Made & { next?: ComponentChildren }) {
  const [noted, setNoted] = useState(password === null);
  useTop(String(noted));
  const have = () => {
    forgetCopied();
    setNoted(true);
  };
  if (!noted && password) return <Password password={password} have={have} />;
  return <Ready file={file} password={password} next={next} />;
}

function Password({ password, have }: { password: string; have: () => void }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = async () => setCopied((await copySecret(password)) ? 'yes' : 'no');
  return (
    <Screen
      back
      low
      floats
      foot={
        <Dock>
          <button type="button" class="btn wide" onClick={() => void copy()}>
            {t('password_copy')}
          </button>
          <button type="button" class="btn main" onClick={have}>
            {t('password_have')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('password_title')}</h1>
      <p class="read">{t('password_read')}</p>
      <ol class="code push">
        {password.split('-').map((group, at) => (
          <li key={group + String(at)} data-n={at + 1}>
            {group}
          </li>
        ))}
      </ol>
      <div class="notice">
        <Icon name="warning" />
        <p>{t('password_lose')}</p>
      </div>
      <p class="meta after-notice" role="status">
        {copied && t(copied === 'yes' ? 'code_copied' : 'code_copy_failed')}
      </p>
    </Screen>
  );
}

function Ready({ file, password, next }: Made & { next?: ComponentChildren }) {
  const [saved, setSaved] = useState<SaveResult | null>(null);
  const name = fileName('dat');
  const save = async () => setSaved(await saveFile(name, file, 'application/octet-stream'));
  const done = saved === 'saved' || saved === 'shared';
  return (
    <Screen
      back
      low
      foot={
        <Dock>
          <button type="button" class={done ? 'btn wide' : 'btn main'} onClick={() => void save()}>
            {t('file_save')}
          </button>
          {done && !next && (
            <button type="button" class="btn main" onClick={() => root('today')}>
              {t('done')}
            </button>
          )}
          {done && next}
        </Dock>
      }
    >
      <h1 class="title">{t('file_ready_title')}</h1>
      <p class="read long-words">{t('file_ready_read', { name })}</p>
      {password && <p class="read">{t('file_kept_password')}</p>}
      <p class="lead after-read" role="status">
        {done && t(`file_${saved}`)}
        {saved === 'failed' && t('file_failed')}
      </p>
    </Screen>
  );
}

export function NotMade() {
  return (
    <div class="notice danger" role="alert">
      <Icon name="warning" />
      <p>{t('export_failed')}</p>
    </div>
  );
}
