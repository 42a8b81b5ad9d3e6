/** The list that the numbers in the text point to. */
import type { Source } from '../../domain/content.ts';
import { t } from '../../i18n.ts';
import { dateWords } from './dates.ts';

/** `n` is the number of each source in its text: a step of a module shows only its own. */
export function Sources({ sources, only }: { sources: readonly Source[]; only?: ReadonlySet<string> }) {
  const shown = sources
    .map((source, at) => ({ source, n: at + 1 }))
    .filter(({ source }) => only?.has(source.id) ?? true);
  if (shown.length === 0) return null;
  return (
    <details id="sources" class="sources">
      <summary>{t('sources')}</summary>
      <ul>
        {shown.map(({ source, n }) => (
          <li key={source.id} id={`source-${source.id}`} tabIndex={-1} class="meta">
            [{n}] {source.author}
            {source.year ? ` (${source.year})` : ''}. <cite>{source.title}</cite>
            {source.where ? `. ${source.where}` : ''}
            {source.doi ? `. doi:${source.doi}` : ''}
            {source.url ? `. ${source.url.replace(/^https?:\/\//, '')}` : ''}
            {source.checked ? `. ${t('checked_on', { date: dateWords(source.checked) })}` : ''}
          </li>
        ))}
      </ul>
    </details>
  );
}
