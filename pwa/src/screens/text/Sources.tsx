/** The list that the numbers in the text point to. */
import type { Source } from '../../domain/content.ts';
import { t } from '../../i18n.ts';
import { dateWords } from './dates.ts';

const bare = (url: string): string => url.replace(/^https?:\/\//, '');

const Outward = ({ href, words }: { href: string; words: string }) => (
  <a href={href} rel="noreferrer noopener" target="_blank">
    {words}
  </a>
);

/** One source in a line: who, when, what, and where it is found, as words or as links that lead there. */
export function SourceWords({ source, links }: { source: Source; links?: boolean }) {
  const { doi, url } = source;
  return (
    <>
      {source.author}
      {source.year ? ` (${source.year})` : ''}. <cite>{source.title}</cite>
      {source.where ? `. ${source.where}` : ''}
      {doi && <>. {links ? <Outward href={`https://doi.org/${doi}`} words={`doi:${doi}`} /> : `doi:${doi}`}</>}
      {url && <>. {links ? <Outward href={url} words={bare(url)} /> : bare(url)}</>}
      {source.checked ? `. ${t('checked_on', { date: dateWords(source.checked) })}` : ''}
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
