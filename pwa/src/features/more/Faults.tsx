/** What has gone wrong on this phone without being shown, for whoever wants to tell us. It is copied by hand; nothing is sent. */
import { useState } from 'preact/hooks';
import { version } from '../../../package.json';
import type { Fault } from '../../core/model/faults.ts';
import { t } from '../../platform/i18n.ts';
import { faults, forgetFaults } from '../../shared/faults.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';

const line = ({ code, screen, part, times }: Fault): string =>
  `${code} · ${screen} · ${t(`part_${part}`)}${times > 1 ? ` · ${times}×` : ''}`;

export function Faults() {
  const [copied, setCopied] = useState<boolean | null>(null);
  const { failed, keeping } = useKeeping();
  const lines = faults.value.map(line);
  if (lines.length === 0) return null;
  const copy = async () => {
    const text = [version, ...lines].join('\n');
    setCopied(
      (await navigator.clipboard?.writeText(text).then(
        () => true,
        // A browser that refuses the clipboard: the screen says that nothing was copied.
        () => false,
      )) ?? false,
    );
  };
  return (
    <details id="faults">
      <summary>{t('faults_title', { n: lines.length })}</summary>
      <p>{t('faults_what')}</p>
      <ul class="plain-list">
        {lines.map((words, at) => (
          <li key={at} class="meta">
            {words}
          </li>
        ))}
      </ul>
      <p class="meta" role="status">
        {copied !== null && t(copied ? 'faults_copied' : 'faults_copy_failed')}
      </p>
      {failed && <NotKept />}
      <div class="pair2">
        <button type="button" class="btn" onClick={() => void copy()}>
          {t('faults_copy')}
        </button>
        <button type="button" class="btn" onClick={() => void keeping(forgetFaults)}>
          {t('faults_forget')}
        </button>
      </div>
    </details>
  );
}
