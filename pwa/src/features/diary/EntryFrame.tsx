/** What every entry has around it: the way back, changing and deleting it, and that nothing is left while something is not kept. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isDate, isPart } from '../../core/model/dates.ts';
import { eveningKind } from '../../core/model/evening.ts';
import type { Entry } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { back, stillHere, to } from '../../platform/router.ts';
import { flush, savingOf } from '../../shared/drafts.ts';
import { undoChange } from '../../shared/edits.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Saved, tell } from '../../shared/Saved.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { entries } from '../../shared/state.ts';
import { removeEntry } from './commands.ts';
import { page } from './looking.ts';
import { dayAndPart } from './WhenRow.tsx';

/** The entry with this id, if it is of a kind that is shown; else the diary comes back. */
export function useEntry(id: string, kinds: readonly string[]): Entry | null {
  const entry = entries.value.get(id);
  const shown = entry !== undefined && kinds.includes(entry.kind);
  useEffect(() => {
    if (!shown) back('diary');
  }, [shown]);
  return shown ? entry : null;
}

interface Props {
  entry: Entry;
  /** Name of the draft in which its changes rest. */
  draft: string;
  /** Something in it has to be mended before it can be left. */
  wrong?: boolean;
  /** It is shown as text, and «Endre» leads to its fields, unless it was planned for a time that is over. */
  reads?: boolean;
  children: ComponentChildren;
}

export function EntryFrame({ entry, draft, wrong = false, reads = false, children }: Props) {
  const { failed, keeping } = useKeeping();
  const [before] = useState(entry);
  const { date, part } = entry.fields;
  const remove = () =>
    keeping(async () => {
      const undo = await removeEntry(entry);
      tell(() => t('entry_removed'), undo, { stays: true });
    });
  const leave = async (done: boolean) => {
    const still = stillHere();
    await flush();
    const unkept = savingOf(draft) === 'failed';
    // For who is done, what could not be kept stays in sight.
    if (!still() || (done && unkept)) return;
    const undo = reads || unkept ? null : undoChange(before);
    if (undo) tell(() => t('entry_changed'), undo);
    back('diary');
  };
  const close = (
    <button
      type="button"
      class={reads ? 'btn quiet' : 'btn main'}
      aria-disabled={wrong}
      onClick={() => !wrong && void leave(true)}
    >
      {t(wrong ? 'when_mend' : 'done')}
    </button>
  );
  const kept = entry.kind === 'kept';
  // The diary stands as it was left: in its search, where the entry was found there.
  const from = t(page.value === 'search' ? 'diary_search' : 'tab_diary');
  return (
    <Screen
      tab="diary"
      back={reads ? { words: from, to: 'diary' } : { words: t('back'), to: 'diary', act: () => void leave(false) }}
      foot={
        <Dock>
          {(failed || savingOf(draft) === 'failed') && <NotKept />}
          {reads && !kept && entry.kind !== eveningKind ? (
            <div class="pair">
              <a class="btn" href={to('entry', entry.id, 'edit')}>
                {t('change')}
              </a>
              {close}
            </div>
          ) : (
            close
          )}
        </Dock>
      }
    >
      <Saved />
      <h1 class="title">
        {reads && !kept ? dayAndPart(isDate(date) ? date : null, isPart(part) ? part : null) : t('entry_title')}
      </h1>
      {!reads && entry.kind === 'checkin' && isDate(date) && <p class="meta">{capital(dateWords(date))}</p>}
      {children}
      {kept && <Kept {...entry} />}
      <p>
        <button type="button" class="link plainbtn" onClick={() => void remove()}>
          {t('entry_remove')}
        </button>
      </p>
    </Screen>
  );
}

/** A text that had no room where it was written (core/vault/records.ts): to read, and to take along. */
const Kept = ({ fields }: Entry) => (
  <>
    <p class="read">{t('entry_kept')}</p>
    <p class="own after-read">{String(fields.text ?? '')}</p>
  </>
);
