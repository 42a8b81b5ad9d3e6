/**
 * What two tabs have written, brought together: field by field, and in lists by their items, each one's changes since both had the
 * same. Drafts and what a coach keeps for himself or herself are strings of JSON here.
 */
type Value = unknown;

/** Fields that are written in at length: where both tabs wrote, both texts stay. */
const WORDS = new Set(['', 'text', 'note']);

const isLine = (value: Value): value is Record<string, Value> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: Value): value is string => typeof value === 'string';

/** What is not there is as good as empty. */
const same = (a: Value, b: Value): boolean => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** `base`: what this tab had before `mine`; `kept`: what rests by now. Empty stands for nothing. */
export function joined(base: string, kept: string, mine: string): string {
  if (same(mine, base)) return kept;
  if (same(kept, base) || same(kept, mine)) return mine;
  const [before, theirs, ours] = [read(base), read(kept), read(mine)];
  return before && theirs && ours ? JSON.stringify(merged(before, theirs, ours, '')) : both(kept, mine);
}

function merged(base: Value, kept: Value, mine: Value, name: string): Value {
  if (same(mine, base)) return kept;
  if (same(kept, base) || same(kept, mine)) return mine;
  if (Array.isArray(kept) && Array.isArray(mine)) {
    const before: Value[] = Array.isArray(base) ? base : [];
    const stay = kept.filter((it) => mine.includes(it) || !before.includes(it));
    return [...stay, ...mine.filter((it) => !before.includes(it) && !stay.includes(it))];
  }
  if (isLine(kept) && isLine(mine)) {
    const before = isLine(base) ? base : {};
    const names = [...new Set([...Object.keys(kept), ...Object.keys(mine)])];
    return Object.fromEntries(
      names.flatMap((it): [string, Value][] => {
        const value = merged(before[it], kept[it], mine[it], it);
        return value === undefined ? [] : [[it, value]];
      }),
    );
  }
  return WORDS.has(name) && isText(kept) ? both(kept, isText(mine) ? mine : '') : mine;
}

/** One that holds the other is the whole of both. */
function both(kept: string, mine: string): string {
  if (mine.includes(kept)) return mine;
  return kept.includes(mine) ? kept : `${kept}\n\n${mine}`;
}

/** Nothing is a line without fields. */
function read(text: string): Record<string, Value> | null {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : null;
  } catch {
    // Plain words, and no line.
    return null;
  }
}
