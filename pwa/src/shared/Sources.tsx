/** The list that the numbers in the text point to. */
import type { Source } from '../core/model/content.ts';
import { paperDate } from '../platform/dates.ts';
import { t } from '../platform/i18n.ts';

/** An address as it is read: letters for what a browser writes as numbers. */
function bare(url: string): string {
  const words = url.replace(/^https?:\/\//, '');
  try {
    return decodeURI(words);
  } catch {
    // A percent sign that stands for itself.
    return words;
  }
}

/** What stands between two parts: a full stop, unless the first ends with a mark of its own. */
const stop = (words: string): string => (/[.?!]$/.test(words) ? ' ' : '. ');

const Outward = ({ href, words }: { href: string; words: string }) => (
  <a href={href} rel="noreferrer noopener" target="_blank">
    {words}
  </a>
);

/** One source in a line: who, when, what, and where it is found, as words or as links that lead there. */
export function SourceWords({ source, links }: { source: Source; links?: boolean }) {
  const { title, where, doi, url } = source;
  const who = source.year ? `${source.author} (${source.year})` : source.author;
  const after = stop(where ?? title);
  const found = doi ? { href: `https://doi.org/${doi}`, words: `doi:${doi}` } : url && { href: url, words: bare(url) };
  return (
    <>
      {who + stop(who)}
      <cite>{title}</cite>
      {where && stop(title) + where}
      {found && after}
      {found && (links ? <Outward {...found} /> : found.words)}
      {source.checked && (found ? '. ' : after) + t('checked_on', { date: paperDate(source.checked) })}
    </>
  );
}

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
            [{n}] <SourceWords source={source} />
          </li>
        ))}
      </ul>
    </details>
  );
}
