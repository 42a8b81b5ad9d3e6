/** Short answers to one question: those he uses most, the others behind one press, and a word of his own. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  type ChipList,
  cleanWord,
  inSight,
  ofUse,
  pickOf,
  picksIn,
  splitPicks,
  wordOf,
  wordPick,
} from '../../core/model/chips.ts';
import { longestWord } from '../../core/model/lengths.ts';
import type { Entry } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { flush } from '../../shared/drafts.ts';
import { entries } from '../../shared/state.ts';
import { Chips } from '../../ui/Choices.tsx';
import { editsOf } from './edits.ts';

interface Props {
  entry: Entry;
  list: ChipList;
  label: string;
}

export function OwnChips({ entry, list, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [fields, change] = editsOf(entry);
  /** In the order in which they stood when the screen was opened: nothing moves under a finger. */
  const [ranked] = useState(() =>
    ofUse(
      entries.peek().values(),
      list,
      codesOf(list).map(({ code }) => code),
      entry.id,
    ),
  );
  const [added, add] = useState<readonly string[]>([]);
  const [all, showAll] = useState(false);
  /** What was chosen when he began to write a word of his own; null while he does not. */
  const [before, begin] = useState<readonly string[] | null>(null);
  const chosen = before ?? picksIn(fields, list);
  const picks = [...new Set([...ranked, ...added, ...chosen.filter((it) => wordOf(it) !== null)])];
  const options = picks.map((code) => ({ code, label: wordOf(code) ?? labelOf(list, code) }));
  const seen = all ? picks : inSight(picks, [...chosen, ...added]);
  const choose = (next: readonly string[]) => change(splitPicks(list, next));

  const focus = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focus.current === null) return;
    box.current?.querySelector<HTMLElement>(focus.current)?.focus();
    focus.current = null;
  });

  /** `onwards`: he goes on from the keyboard, so the focus must stand somewhere. */
  const end = (text: string, onwards: boolean) => {
    if (before === null) return;
    const pick = pickOf(options, text);
    choose(pick === null || before.includes(pick) ? before : [...before, pick]);
    if (pick !== null) add([...added, pick]);
    begin(null);
    if (onwards) focus.current = '.add-own';
    void flush();
  };

  return (
    <div ref={box}>
      <Chips
        name={list}
        label={label}
        options={options.filter(({ code }) => seen.includes(code))}
        chosen={chosen}
        choose={choose}
      />
      {before !== null && <OwnWord write={(word) => choose(word ? [...before, wordPick(word)] : before)} end={end} />}
      <div class="chip-links">
        {seen.length < picks.length && (
          <button
            type="button"
            class="link plainbtn"
            aria-expanded={false}
            onClick={() => {
              focus.current = `.chips label:nth-of-type(${seen.length + 1}) input`;
              showAll(true);
            }}
          >
            {t('about_more')}
          </button>
        )}
        {before === null && (
          <button type="button" class="link plainbtn add-own" onClick={() => begin(chosen)}>
            {t('about_add_own')}
          </button>
        )}
      </div>
    </div>
  );
}

interface WordProps {
  /** Keeps the word as it is typed. */
  write: (word: string) => void;
  end: (text: string, onwards: boolean) => void;
}

function OwnWord({ write, end }: WordProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, type] = useState('');
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
        onInput={({ currentTarget: { value } }) => {
          type(value);
          write(cleanWord(value));
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') end(text, true);
        }}
        onBlur={() => end(text, false)}
      />
      <p class="help" id={`${id}-help`}>
        {t('about_no_names')}
      </p>
      <button type="button" class="btn own-add" onClick={() => end(text, true)}>
        {t('about_own_add')}
      </button>
    </div>
  );
}
