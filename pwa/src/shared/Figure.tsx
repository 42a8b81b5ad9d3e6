/**
 * One drawing, and what it says: the finding in a sentence first, then the drawing for the eye, then the numbers as a real
 * table. A screen reader is told the sentence and the table; no shape is named to it.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../platform/i18n.ts';
import { type Leads, RowName } from '../ui/Counts.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Folded } from './Fold.tsx';
import { together } from './findings.ts';

export interface FigureTable {
  /** What the table holds, for whoever cannot see where it stands. */
  caption: string;
  /** The first is the name of the rows. */
  columns: readonly string[];
  rows: readonly { key: string; name: string; leads?: Leads | undefined; cells: readonly string[] }[];
}

interface Props {
  /** By it what is folded is found again, and unfolded, when one comes back. */
  id?: string;
  /** The finding stands, under this name, and the rest is folded behind it. True where its part has the name. */
  folded?: string | boolean;
  finding: string;
  /** What else the numbers say, in the reading text. */
  more?: string | undefined;
  /** The dates that the drawing shows, and what its numbers mean. */
  shows?: string | undefined;
  /** The table behind; absent where the drawing is itself a table. */
  numbers?: FigureTable;
  children?: ComponentChildren;
}

export function Figure({ id, folded, finding, more, shows, numbers, children }: Props) {
  const said = (
    <>
      {more && <p class="read">{together(more)}</p>}
      {children}
      {shows && <p class="shows">{shows}</p>}
    </>
  );
  if (!folded)
    return (
      <figure>
        <figcaption class="finding">{together(finding)}</figcaption>
        {said}
        {numbers && (
          <Folded id={id} summary={t('show_numbers')} opened={t('hide_numbers')}>
            <NumbersTable numbers={numbers} />
          </Folded>
        )}
      </figure>
    );
  const name = folded === true ? undefined : folded;
  return (
    <Folded
      id={id}
      class="sub-part folded"
      summary={
        <>
          <hgroup>
            {name && <h3>{name}</h3>}
            <p>{together(finding)}</p>
          </hgroup>
          <Icon name="forward" />
        </>
      }
    >
      <figure aria-label={name}>
        {said}
        {numbers && <NumbersTable numbers={numbers} />}
      </figure>
    </Folded>
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
        {rows.map(({ key, name, leads, cells }) => (
          <tr key={key}>
            <th scope="row">
              <RowName name={name} leads={leads} />
            </th>
            {cells.map((cell, place) => (
              <td key={others[place]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
