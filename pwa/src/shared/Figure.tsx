/**
 * One drawing, and what it says: the finding in a sentence first, then the drawing for the eye, then the numbers as a real
 * table. A screen reader is told the sentence and the table; no shape is named to it.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../platform/i18n.ts';
import { together } from './findings.ts';

export interface FigureTable {
  /** What the table holds, for whoever cannot see where it stands. */
  caption: string;
  /** The first is the name of the rows. */
  columns: readonly string[];
  rows: readonly { key: string; name: string; cells: readonly string[] }[];
}

interface Props {
  /** By it the table is found again, and unfolded, when one comes back. */
  id?: string;
  finding: string;
  /** What else the numbers say, in the reading text. */
  more?: string | undefined;
  /** The dates that the drawing shows, and what its numbers mean. */
  shows?: string | undefined;
  /** The table behind; absent where the drawing is itself a table. */
  numbers?: FigureTable;
  children?: ComponentChildren;
}

export function Figure({ id, finding, more, shows, numbers, children }: Props) {
  return (
    <figure>
      <figcaption class="finding">{together(finding)}</figcaption>
      {more && <p class="read">{together(more)}</p>}
      {children}
      {shows && <p class="shows">{shows}</p>}
      {numbers && (
        <details id={id}>
          <summary>{t('show_numbers')}</summary>
          <NumbersTable numbers={numbers} />
        </details>
      )}
    </figure>
  );
}

/** The numbers as they are read out: each cell under its column, beside the name of its row. */
export function NumbersTable({ numbers: { caption, columns, rows } }: { numbers: FigureTable }) {
  const [first, ...others] = columns;
  return (
    <table class="plain numbers">
      <caption class="hide">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {others.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, cells }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cells.map((cell, place) => (
              <td key={others[place]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
