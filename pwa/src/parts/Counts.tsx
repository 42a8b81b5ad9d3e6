/** How often, or how much, as a table with a bar in each row. The number is always written out. */

interface Row {
  key: string;
  name: string;
  /** Length of the bar. */
  value: number;
  /** What stands in the columns after the bar. */
  cells: readonly string[];
}

export function Counts({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly string[];
  rows: readonly Row[];
}) {
  const most = Math.max(0, ...rows.map((row) => row.value));
  const [first, ...others] = columns;
  return (
    <table class="counts">
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
        {rows.map(({ key, name, value, cells }) => (
          <tr key={key}>
            <th scope="row">
              {name}
              <svg class="chart" width="100%" height="8" aria-hidden="true">
                <rect class="bar" width={`${most > 0 ? Math.max(0, (value / most) * 100) : 0}%`} height="8" rx="2" />
              </svg>
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
