/** Two texts of one field, written apart, as one text. */

/** Where a sentence or a line has ended, so that what follows begins anew. */
const ends = /[.!?…]\s+|\n+/g;

/** How many letters all of them begin with. */
function alike([first = '', ...others]: readonly string[]): number {
  let at = 0;
  while (at < first.length && others.every((it) => it[at] === first[at])) at += 1;
  return at;
}

/** All of them, one below the other. The whole sentences that they begin with alike are said once. */
export function bothTexts(texts: readonly string[]): string {
  const written = texts.filter((it) => it.trim() !== '');
  const [first = ''] = written;
  const same = alike(written);
  const whole = written.some((it) => it.length === same)
    ? same
    : Math.max(
        0,
        ...[...first.matchAll(ends)].map(({ index, 0: end }) => index + end.length).filter((it) => it <= same),
      );
  const rest = written.map((it) => it.slice(whole).trim()).filter((it) => it !== '');
  const begun = first.slice(0, whole);
  return [begun + (rest[0] ?? ''), ...rest.slice(1)].join('\n\n').trim();
}
