/**
 * One box at a time: the road to a decision, drawn as a chain, or one thought, drawn as a form. What is answered stands
 * above while the next is written; any box can be opened.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Blocks } from '../../shared/Words.tsx';
import { Writing } from '../../shared/Writing.tsx';
import type { StepProps } from './step.ts';

export function Stepwise({ exercise, answer, change, around, lead }: StepProps<'table'>) {
  const { boxes } = exercise;
  const chain = exercise.form === 'chain';
  const id = useId();
  const words = (code: string) => answer[`box_${code}_text`] ?? '';
  const [now, setNow] = useState(() =>
    Math.max(
      0,
      boxes.findIndex((box) => !words(box.code).trim()),
    ),
  );
  const field = useRef<HTMLTextAreaElement>(null);
  const moved = useRef(false);
  const open = (at: number) => {
    moved.current = true;
    setNow(at);
  };
  useEffect(() => {
    if (moved.current) field.current?.focus();
  }, [now]);
  const last = now >= boxes.length - 1;
  const onwards = t(chain ? 'next_link' : 'next_box');
  useEffect(() => {
    lead?.(last ? null : { words: onwards, act: () => open(now + 1) });
    return () => lead?.(null);
  }, [now, last]);
  return (
    <div class="exercise">
      {exercise.hint && <p class="meta">{exercise.hint}</p>}
      <ol class={chain ? 'chain' : 'form'} aria-label={exercise.ask}>
        {boxes.map((box, at) => {
          const given = words(box.code).trim();
          if (at === now)
            return (
              <li class="now" key={box.code}>
                <span class="link-ring" aria-hidden="true" />
                <h2>
                  <label for={id}>{box.label}</label>
                </h2>
                <Writing
                  id={id}
                  area={field}
                  rows={2}
                  most={2000}
                  describedby={box.help ? `${id}-help` : undefined}
                  value={words(box.code)}
                  change={(text, shown) =>
                    change({ [`box_${box.code}_text`]: text }, { [`box_${box.code}_text`]: shown })
                  }
                />
                {box.help && (
                  <div id={`${id}-help`}>
                    <Blocks blocks={box.help} around={around} small />
                  </div>
                )}
                {!lead && !last && (
                  <button type="button" class="btn" onClick={() => open(at + 1)}>
                    {onwards}
                  </button>
                )}
              </li>
            );
          return (
            <li class={given ? undefined : 'next'} key={box.code}>
              <span class="link-ring" aria-hidden="true" />
              <h2>
                <button type="button" class="link-name" onClick={() => open(at)}>
                  {box.label}
                </button>
              </h2>
              {given ? <p class="answer">{given}</p> : box.help && <Blocks blocks={box.help} around={around} small />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
