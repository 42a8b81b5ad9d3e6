/** The words that a person agrees to: what it comes to in a few lines, and each detail folded under a question. */
import type { ConsentName } from '../core/model/consents.ts';
import { t } from '../platform/i18n.ts';
import { usePrintedWhole } from './Fold.tsx';

export function Agreed({ name }: { name: ConsentName }) {
  usePrintedWhole();
  return (
    <div class="stack">
      <ul class="agreed">
        {t(`consent_${name}_short`)
          .split('\n')
          .map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
      {t(`consent_${name}_text`)
        .split('\n\n')
        .map((part, at) => {
          const [question = '', ...said] = part.split('\n');
          return (
            <details key={question} id={`${name}-${at}`}>
              <summary>{question}</summary>
              <p>{said.join('\n')}</p>
            </details>
          );
        })}
    </div>
  );
}
