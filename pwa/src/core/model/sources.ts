/** Every source that this reader's texts build on, each once, with the texts that cite it. */
import type { Bundle, Source, Target } from './content.ts';
import { belongs, type Reader } from './face.ts';

export interface Cited {
  source: Source;
  /** titles of the texts, in the order of the pack */
  used: string[];
}

/** The same work whatever a text calls it. */
const known = ({ doi, url, author, year, title }: Source): string =>
  (doi ?? url ?? `${author} ${year ?? ''} ${title}`).toLowerCase();

/** By author, then year, as a list of sources is read. */
export function everySource(bundle: Bundle, reader: Reader): Cited[] {
  const found = new Map<string, Cited>();
  const of = (kind: Target['kind'], texts: Bundle['pages']) =>
    Object.values(texts).filter(({ id }) => belongs(bundle, reader, { kind, id }));
  const texts = [...of('module', bundle.modules), ...of('page', bundle.pages), ...of('tool', bundle.tools)];
  for (const { sources, title } of texts)
    for (const source of sources) {
      const so = found.get(known(source)) ?? { source, used: [] };
      if (!so.used.includes(title)) so.used.push(title);
      found.set(known(source), so);
    }
  const order = new Intl.Collator(bundle.locale);
  return [...found.values()].sort(
    (a, b) =>
      order.compare(a.source.author, b.source.author) ||
      (a.source.year ?? 0) - (b.source.year ?? 0) ||
      order.compare(a.source.title, b.source.title),
  );
}
