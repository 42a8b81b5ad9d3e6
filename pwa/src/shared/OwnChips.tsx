/** Short answers to one question: those he uses most, the others behind one press, and a word of his own. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  type ChipList,
  feltAlready,
  inSight,
  ofUse,
  pickOf,
  picksIn,
  splitPicks,
  wordOf,
} from '../core/model/chips.ts';
import { longestWord } from '../core/model/lengths.ts';
import type { Entry } from '../core/model/plain.ts';
import { plannedTriggers } from '../core/model/plan.ts';
import { wallClock } from '../platform/environment.ts';
import { t } from '../platform/i18n.ts';
import { Chips, type Choice } from '../ui/Choices.tsx';
import { codesOf, labelOf } from './codes.ts';
import { flush } from './drafts.ts';
import { editsOf, fieldsNow } from './edits.ts';
import { listWords } from './moments.ts';
import { entries, facePack, settingsFields } from './state.ts';

interface FoldedProps {
  name: ChipList | 'place' | 'did';
  label: string;
  options: readonly Choice[];
  chosen: readonly string[];
  choose: (codes: string[]) => void;
  /** One or none. */
  one?: boolean;
  /** Only what was chosen when the screen was opened is in sight. */
  few?: boolean | undefined;
  /** What stays in sight besides the first and what is chosen. */
  also?: readonly string[];
  /** Another link beside the one that shows all; or what stands in place of both. */
  children?: ComponentChildren;
  instead?: ComponentChildren;
}

/** The first six, or what was chosen, and the others behind one press. */
export function FoldedChips({ options, few, also = [], one = false, children, instead, ...chips }: FoldedProps) {
  const box = useRef<HTMLDivElement>(null);
  const [all, showAll] = useState(false);
  const opened = useRef(0);
  const codes = options.map(({ code }) => code);
  const [before] = useState(few ? chips.chosen : []);
  const seen = all ? codes : inSight(codes, [...chips.chosen, ...before, ...also], few ? 0 : undefined);
  // The focus goes to the first of those that were not seen.
  useLayoutEffect(() => {
    if (all) box.current?.querySelector<HTMLElement>(`.chips label:nth-of-type(${opened.current}) input`)?.focus();
  }, [all]);
  return (
    <div ref={box} class={few ? 'few-chips' : undefined}>
      <Chips {...chips} one={one} free={one} options={options.filter(({ code }) => seen.includes(code))} />
      {instead ?? (
        <div class="chip-links">
          {seen.length < codes.length && (
            <button
              type="button"
              class="link plainbtn"
              aria-expanded={false}
              onClick={() => {
                opened.current = codes.findIndex((code) => !seen.includes(code)) + 1;
                showAll(true);
              }}
            >
              {t(`about_more_${chips.name}`)}
            </button>
          )}
          {children}
        </div>
      )}
    </div>
  );
}

interface Props {
  entry: Entry;
  list: ChipList;
  label: string;
  few?: boolean | undefined;
  /** Told of the codes that are chosen, at each change. */
  changed?: (codes: string[]) => void;
}

/** The codes in the order of the texts, but first what his plan says comes before, also in words of his own that fit a chip. */
function planFirst(list: ChipList): string[] {
  const options = codesOf(list).map(({ code, label }) => ({ code, label }));
  const words = list === 'triggers' ? plannedTriggers(entries.peek(), facePack()) : [];
  const planned = words.filter((it) => it.length <= longestWord).flatMap((it) => pickOf(options, it) ?? []);
  return [...new Set([...planned, ...options.map(({ code }) => code)])];
}

export function OwnChips({ entry, list, label, few, changed }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [fields, change] = editsOf(entry);
  /** In the order in which they stood when the screen was opened: nothing moves under a finger. */
  const [ranked] = useState(() =>
    ofUse(entries.peek().values(), list, planFirst(list), settingsFields.peek(), entry.id),
  );
  const [added, add] = useState<readonly string[]>([]);
  /** A word of his own that is being written, and what else is chosen. It is kept as it is typed, and no chip before it is added. */
  const [writing, write] = useState<{ text: string; beside: readonly string[] } | null>(null);
  const chosen = writing?.beside ?? picksIn(fields, list);
  const picks = [...new Set([...ranked, ...added, ...chosen.filter((it) => wordOf(it) !== null)])];
  const options = picks.map((code) => ({ code, label: wordOf(code) ?? labelOf(list, code) }));

  // «Ensomhet» came before: «Ensom» would be the same question once more.
  const already = list === 'feelings' ? feltAlready(fields).filter((it) => !chosen.includes(it)) : [];

  const keep = (beside: readonly string[], text = '') => {
    const pick = pickOf(options, text);
    const picks = pick === null || beside.includes(pick) ? beside : [...beside, pick];
    change(splitPicks(fieldsNow(entry), list, picks, wallClock.now()));
    changed?.(picks.filter((it) => wordOf(it) === null));
  };
  const choose = (beside: readonly string[]) => {
    if (writing) write({ ...writing, beside });
    keep(beside, writing?.text);
  };
  const type = (text: string) => {
    write({ text, beside: chosen });
    keep(chosen, text);
  };

  /** What the word became that was just added; null for nothing. */
  const ended = useRef<string | null | undefined>(undefined);
  // The field is gone: the focus goes to the chip that it became.
  useLayoutEffect(() => {
    if (ended.current === undefined || writing) return;
    const at = [...(box.current?.querySelectorAll<HTMLElement>('.chips label') ?? [])];
    const chip = at.find((it) => it.textContent === options.find(({ code }) => code === ended.current)?.label);
    (chip?.querySelector('input') ?? box.current?.querySelector<HTMLElement>('.add-own'))?.focus();
    ended.current = undefined;
  });
  const end = (text: string) => {
    type(text);
    const pick = pickOf(options, text);
    if (pick !== null) add([...added, pick]);
    write(null);
    ended.current = pick;
    void flush();
  };

  return (
    <div ref={box}>
      <FoldedChips
        name={list}
        label={label}
        options={options.filter(({ code }) => !already.includes(code))}
        chosen={chosen}
        choose={choose}
        few={few}
        also={added}
        instead={writing && <OwnWord text={writing.text} type={type} end={end} />}
      >
        <button type="button" class="link plainbtn add-own" onClick={() => write({ text: '', beside: chosen })}>
          {t('about_add_own')}
        </button>
      </FoldedChips>
      {already.length > 0 && (
        <p class="meta">
          {t('about_felt_above', { n: already.length, what: listWords(already.map((it) => labelOf(list, it))) })}
        </p>
      )}
    </div>
  );
}

interface WordProps {
  text: string;
  type: (text: string) => void;
  end: (text: string) => void;
}

function OwnWord({ text, type, end }: WordProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <div class="field own-word">
      <label for={id}>{t('about_own_word')}</label>
      <input
        id={id}
        ref={field}
        type="text"
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="done"
        maxLength={longestWord}
        aria-describedby={`${id}-help`}
        value={text}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Else the same key would press the button that the focus comes to.
          event.preventDefault();
          end(event.currentTarget.value);
        }}
        onBlur={() => void flush()}
      />
      <p class="help" id={`${id}-help`}>
        {t('about_no_names')}
      </p>
      <button type="button" class="btn own-add" onClick={() => end(text)}>
        {t('about_own_add')}
      </button>
    </div>
  );
}
