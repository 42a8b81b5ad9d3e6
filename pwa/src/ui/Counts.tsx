/** How often, or how much, as a table with a bar in each row. The number is always written out. */

/** Where the name of a row leads: what the way there is called, and what the press does besides. */
export interface Leads {
  href: string;
  label: string;
  also: () => void;
}

interface Row {
  key: string;
  name: string;
  leads?: Leads | undefined;
  /** Length of the bar that is filled. */
  value: number;
  /** Length of the whole, where the filled is a part of it. */
  of?: number;
  /** What stands in the columns after the bar. */
  cells: readonly string[];
}

export interface CountsProps {
  caption: string;
  columns: readonly string[];
  rows: readonly Row[];
  /** What the longest bar may be: of the rows, unless they are some of more. */
  most?: number;
  /** The bar stands beside its name, not under it. */
  beside?: boolean;
}

/** The edge of a bar is drawn inside it. */
const EDGE = 0.75;
const TALL = 10;

function Bar({ value, of, most }: { value: number; of: number; most: number }) {
  const percent = (it: number): string => `${most > 0 ? Math.max(0, (it / most) * 100) : 0}%`;
  return (
    <svg class="chart" width="100%" height={TALL} aria-hidden="true">
      {of > value && <rect class="rest" y={EDGE} width={percent(of)} height={TALL - 2 * EDGE} rx="2" />}
      <rect class="bar" width={percent(value)} height={TALL} rx="2" />
    </svg>
  );
}

/** What a row is called; the whole cell is pressed where it leads on. */
export const RowName = ({ name, leads }: { name: string; leads?: Leads | undefined }) =>
  leads ? (
    <a class="leads-on" href={leads.href} aria-label={leads.label} onClick={leads.also}>
      {name}
    </a>
  ) : (
    name
  );

/**
 * What is drawn leads on when it is pressed. A row of words leads there too: a screen reader and the keyboard use that one, and its 48 px
 * make up for what is drawn smaller (WCAG 2.5.8).
 */
export const DrawnLink = ({ href, also }: Leads) => (
  // biome-ignore lint/a11y/useAnchorContent: the row of words is the same link, for the keyboard and the ear.
  <a class="over-drawing" href={href} tabIndex={-1} aria-hidden="true" onClick={also} />
);

export function Counts({
  caption,
  columns,
  rows,
  most = Math.max(0, ...rows.map((row) => row.of ?? row.value)),
  beside,
}: CountsProps) {
  const [first, ...others] = columns;
  return (
    <table class={beside ? 'counts beside-names' : 'counts'}>
      <caption class="hide">{caption}</caption>
      <thead class={others.length < 2 ? 'hide' : undefined}>
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
        {rows.map(({ key, name, leads, value, of, cells }) => (
          <tr key={key}>
            <th scope="row">
              <RowName name={name} leads={leads} />
              <Bar value={value} of={of ?? value} most={most} />
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
