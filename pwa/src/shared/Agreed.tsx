/** The words that a person agrees to, a paragraph for each thing they say. */
import type { ConsentName } from '../core/model/consents.ts';
import { t } from '../platform/i18n.ts';

export const Agreed = ({ name, read }: { name: ConsentName; read?: boolean }) => (
  <div class="paragraphs">
    {t(`consent_${name}_text`)
      .split('\n')
      .map((words) => (
        <p key={words} class={read ? 'read' : undefined}>
          {words}
        </p>
      ))}
  </div>
);
