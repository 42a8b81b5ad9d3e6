/**
 * Rows for a spreadsheet. Norwegian Excel and LibreOffice divide columns at `;` (the comma belongs to numbers) and read UTF-8 when
 * the file begins with a byte order mark; lines end as RFC 4180 says.
 */

const MARK = '\ufeff';
const DIVIDER = ';';
/** What a formula begins with. */
const STARTS = '=+-@|%＝＋－＠';

export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(DIVIDER)}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = harmless(value);
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A spreadsheet runs what begins like a formula, also after blanks and in full-width characters; an apostrophe in front makes it a
 * text. So with what begins with a tab or NUL, which some drop. Source: OWASP, "CSV Injection"; ASVS 5.0, 1.2.10.
 */
function harmless(text: string): string {
  const [first = ''] = text.trimStart();
  const runs = STARTS.includes(first) && first !== '';
  return runs || text.startsWith('\t') || text.startsWith('\0') ? `'${text}` : text;
}
