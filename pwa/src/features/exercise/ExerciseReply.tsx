/**
 * What the text says back to a choice, and the button it may bring. The region is there before the words, so that a screen
 * reader says them; and nothing that can be pressed moves when they come or go, because they stand under it.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { Block, Option, Target } from '../../core/model/content.ts';
import { lessMotion } from '../../shared/clock.ts';
import { type Around, Blocks, hrefOf, titleOf } from '../../shared/Words.tsx';

interface Props {
  reply?: Block[] | undefined;
  go?: Target | undefined;
  around: Around;
  /** Under one of several choices, each with its own. */
  beneath?: boolean;
  /** What was chosen, where the reply stands away from it. */
  to?: string | undefined;
  /** It has been said already. */
  quiet?: boolean;
}

/** The words of a reply, as they stand on the screen. */
const wordsOf = (box: Element): DOMRect => (box.querySelector('.prose') ?? box).getBoundingClientRect();

const footTop = (): number => document.querySelector('.foot')?.getBoundingClientRect().top ?? innerHeight;

/** All its words are under the foot, so that nobody would know they were there. */
const hidden = (box: Element): boolean => wordsOf(box).top >= footTop();

/** So much of the first line as shows that there are words. */
const line = 32;

/** Brings it above the foot, no further than that what was pressed can still be seen; the eye can follow it there. */
function bring(box: Element): void {
  const under = document.querySelector('.top')?.getBoundingClientRect().bottom ?? 0;
  const pressed = document.activeElement?.closest('label')?.getBoundingClientRect().top ?? under;
  const all = box.getBoundingClientRect().bottom - footTop();
  const least = wordsOf(box).top + line - footTop();
  const top = Math.max(least, Math.min(all, pressed - under));
  scrollBy({ top, behavior: lessMotion() ? 'instant' : 'smooth' });
}

export function ExerciseReply({ reply, go, around, beneath, to, quiet }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Not when the screen opens on an earlier answer: then the question is what to see.
    if (!first.current && (reply || go) && box.current && hidden(box.current)) bring(box.current);
    first.current = false;
  }, [reply, go]);
  return (
    <div ref={box} class={beneath ? 'reply beneath' : 'reply'} role={quiet ? undefined : 'status'}>
      {to && (reply || go) && <p class="meta">{to}</p>}
      {reply && <Blocks blocks={reply} around={around} />}
      {go && (
        <a class="btn" href={hrefOf(go, around)}>
          {titleOf(go, around)}
        </a>
      )}
    </div>
  );
}

interface RepliesProps {
  options: readonly Option[];
  /** in the order in which they were chosen */
  codes: readonly string[];
  around: Around;
}

/** To several choices that stand close together: what is said back to the last one, and under it what was said to the others. */
export function Replies({ options, codes, around }: RepliesProps) {
  const [last, ...others] = codes
    .flatMap((code) => options.find((it) => it.code === code) ?? [])
    .filter((it) => it.reply || it.go)
    .reverse();
  return (
    <>
      <ExerciseReply reply={last?.reply} go={last?.go} to={last?.label} around={around} />
      {others.map(({ code, label, reply, go }) => (
        <ExerciseReply key={code} quiet reply={reply} go={go} to={label} around={around} />
      ))}
    </>
  );
}
