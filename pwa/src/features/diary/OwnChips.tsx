/** Short answers to one question: those he uses most, the others behind one press, and a word of his own. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ChipList, inSight, ofUse, pickOf, picksIn, splitPicks, wordOf } from '../../core/model/chips.ts';
import { longestWord } from '../../core/model/lengths.ts';
import type { Entry } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { flush } from '../../shared/drafts.ts';
import { entries, settingsFields } from '../../shared/state.ts';
import { Chips } from '../../ui/Choices.tsx';
import { editsOf, fieldsNow } from './edits.ts';

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
      settingsFields.peek(),
      entry.id,
    ),
  );
  const [added, add] = useState<readonly string[]>([]);
  const [all, showAll] = useState(false);
  /** A word of his own that is being written, and what else is chosen. It is kept as it is typed, and no chip before it is added. */
  const [writing, write] = useState<{ text: string; beside: readonly string[] } | null>(null);
  const chosen = writing?.beside ?? picksIn(fields, list);
  const picks = [...new Set([...ranked, ...added, ...chosen.filter((it) => wordOf(it) !== null)])];
  const options = picks.map((code) => ({ code, label: wordOf(code) ?? labelOf(list, code) }));
  const seen = all ? picks : inSight(picks, [...chosen, ...added]);

  const keep = (beside: readonly string[], text = '') => {
    const pick = pickOf(options, text);
    const picks = pick === null || beside.includes(pick) ? beside : [...beside, pick];
    change(splitPicks(fieldsNow(entry), list, picks));
  };
  const choose = (beside: readonly string[]) => {
    if (writing) write({ ...writing, beside });
    keep(beside, writing?.text);
  };
  const type = (text: string) => {
    write({ text, beside: chosen });
    keep(chosen, text);
  };

  const focus = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focus.current === null) return;
    box.current?.querySelector<HTMLElement>(focus.current)?.focus();
    focus.current = null;
  });
  const end = (text: string) => {
    type(text);
    const pick = pickOf(options, text);
    if (pick !== null) add([...added, pick]);
    write(null);
    focus.current = '.add-own';
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
      {writing ? (
        <OwnWord text={writing.text} type={type} end={end} />
      ) : (
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
          <button type="button" class="link plainbtn add-own" onClick={() => write({ text: '', beside: chosen })}>
            {t('about_add_own')}
          </button>
        </div>
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
