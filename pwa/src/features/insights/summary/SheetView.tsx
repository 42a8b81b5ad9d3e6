/** The sheet as it is printed. What stands here is what comes on the paper, and nothing else does. */
import { t } from '../../../platform/i18n.ts';
import { NumbersTable } from '../../../shared/Figure.tsx';
import type { Sheet } from './sheet.ts';

export function SheetView({ sheet: { name, dates, parts, words, wordsName } }: { sheet: Sheet }) {
  return (
    <article class="sheet" aria-label={t('summary_preview')}>
      <div class="sheet-head">
        <h2>{name}</h2>
        <p>{dates}</p>
      </div>
      <div class="sheet-parts">
        {parts.map((part) => (
          <section key={part.field}>
            <h3>{part.name}</h3>
            {part.sentences.map((words) => (
              <p key={words}>{words}</p>
            ))}
            {part.table && <NumbersTable numbers={part.table} />}
          </section>
        ))}
        {words.length > 0 && (
          <section class="long">
            <h3>{wordsName}</h3>
            <dl>
              {words.map(({ key, about, text }) => (
                <div key={key}>
                  <dt>{about}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </article>
  );
}
