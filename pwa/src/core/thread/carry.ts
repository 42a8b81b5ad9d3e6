/** What a renewed thread begins with: what was written before, as this person's device has it. */
import { utf8 } from '../bytes.ts';
import { carriedWords } from './contents.ts';
import { type Carried, type FromPerson, type Letter, LONGEST_MESSAGE } from './types.ts';

/** The first words of a new thread, and what is carried into it from `thread` and those before it: each once, however often the thread was made anew. */
export function carriedFrom(
  thread: string,
  letters: readonly Letter[],
): {
  text: string;
  messages: Extract<FromPerson, { kind: 'carried' }>[];
} {
  const openings = letters.filter(({ from, n, content }) => from === 'u' && (n === 1 || content?.kind === 'opening'));
  const words = openings.flatMap(({ content }) => (content?.kind === 'opening' && content.text ? [content.text] : []));
  const withdrawn = openings.some(({ content }) => content === null);
  // What an earlier thread was given is here by itself.
  const again = letters.some(({ earlier }) => earlier);
  const rest = letters.filter((it) => !openings.includes(it) && !(again && it.content?.kind === 'carried'));
  return { text: (!withdrawn && words[0]) || '', messages: carriedMessages(thread, rest) };
}

/** Letters as messages, each short enough to be sent. Withdrawn ones and those of nobody who was verified stay behind. */
function carriedMessages(thread: string, letters: Letter[]): Extract<FromPerson, { kind: 'carried' }>[] {
  const accepted = new Set(
    letters.flatMap(({ key, content, sent }) =>
      // A yes that waits to be sent is said with the agreement.
      content?.kind === 'accepted' ? [`${sent === 'sent' ? threadOf(key) : thread}/c/${content.agreement}`] : [],
    ),
  );
  const all = letters.flatMap(({ key, from, proven, content, day, sent }): Carried[] => {
    if (!content || !proven || sent !== 'sent') return [];
    if (content.kind === 'carried') return content.messages;
    const words = carriedWords(content);
    if (!words) return [];
    if (content.kind === 'absence') return [{ from, ...words, day, until: content.until }];
    if (content.kind !== 'agreement') return [{ from, ...words, day }];
    const { date, time } = content;
    return [{ from, ...words, day, agreement: { date, time, accepted: accepted.has(key) } }];
  });
  const pieces = all.flatMap(split);
  const messages: Extract<FromPerson, { kind: 'carried' }>[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const weight = weigh(piece);
    const last = messages.at(-1);
    if (last && bytes + weight <= MOST) {
      last.messages.push(piece);
      bytes += weight;
    } else {
      messages.push({ kind: 'carried', messages: [piece] });
      bytes = weight;
    }
  }
  return messages;
}

/** Numbers begin anew in each thread. */
const threadOf = (key: string): string => key.slice(0, key.indexOf('/'));

/** Beside what stands around the list. */
const MOST = LONGEST_MESSAGE - 100;
const weigh = (piece: Carried): number => utf8(JSON.stringify(piece)).length + 1;

/** A message that fills nearly a whole one by itself comes in two parts. */
function split(piece: Carried): Carried[] {
  if (weigh(piece) <= MOST) return [piece];
  const letters = [...piece.text];
  const half = Math.ceil(letters.length / 2);
  const part = ({ agreement, until, ...rest }: Carried, text: string[], isFirst: boolean): Carried[] =>
    split({
      ...rest,
      ...(isFirst && { ...(agreement && { agreement }), ...(until && { until }) }),
      text: text.join(''),
    });
  return [...part(piece, letters.slice(0, half), true), ...part(piece, letters.slice(half), false)];
}
