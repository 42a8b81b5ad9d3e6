/** The code, this once. Copied, or printed under the name that the app wears, which the page's own title is too. */
import { useState } from 'preact/hooks';
import { printPage } from '../../../platform/externalActivity.ts';
import { t } from '../../../platform/i18n.ts';
import { appName } from '../../../shared/mask.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { copySecret } from './clipboard.ts';

interface Props {
  code: string;
  have: () => void;
  /** «Lagre bare på telefonen»; null when there is a copy already. */
  here: (() => void) | null;
}

export function ShowCode({ code, have, here }: Props) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);

  async function copy() {
    setCopied((await copySecret(code)) ? 'yes' : 'no');
  }

  return (
    <Screen
      back={true}
      low
      floats
      foot={
        <Dock>
          <div class="pair">
            <button type="button" class="btn" onClick={() => void copy()}>
              {t('code_copy')}
            </button>
            <button type="button" class="btn" onClick={printPage}>
              {t('code_print')}
            </button>
          </div>
          <button type="button" class="btn main" onClick={have}>
            {t('code_have')}
          </button>
          {here && (
            <div class="aside">
              <button type="button" class="link plainbtn" onClick={here}>
                {t('code_only_here')}
              </button>
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title no-print">{t('code_title')}</h1>
      <p class="read no-print">{t('code_show')}</p>
      <p class="print-only">{appName()}</p>
      <ol class="code push">
        {code.split('-').map((group, at) => (
          <li key={group + String(at)} data-n={at + 1}>
            {group}
          </li>
        ))}
      </ol>
      <div class="notice no-print">
        <Icon name="warning" />
        <p>{t('code_lose')}</p>
      </div>
      <p class="meta no-print after-notice" role="status">
        {copied && t(copied === 'yes' ? 'code_copied' : 'code_copy_failed')}
      </p>
    </Screen>
  );
}
