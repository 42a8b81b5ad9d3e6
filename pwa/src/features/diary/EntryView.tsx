/** One entry: everything in it can be changed, and it can be deleted and brought back. */
import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app/App.tsx';
import { asksSafety, diary, isDate, isPart } from '../../core/model/diary.ts';
import type { Checkin } from '../../core/model/records.ts';
import type { Entry, Fields } from '../../core/vault/types.ts';
import { t } from '../../platform/i18n.ts';
import { back, standing } from '../../platform/router.ts';
import { flush, savingOf } from '../../shared/drafts.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Rivals } from '../../shared/Rivals.tsx';
import { SafetyQuestion } from '../../shared/SafetyQuestion.tsx';
import { Saved, tell } from '../../shared/Saved.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, vault } from '../../shared/state.ts';
import { WhenRow } from '../../shared/WhenRow.tsx';
import { Ten } from '../../ui/Ten.tsx';
import { DayForm } from '../near/DayForm.tsx';
import { dayName } from '../near/day.ts';
import { AboutUrge, OwnText } from './About.tsx';
import { type Change, editsOf } from './edits.ts';

interface Edited {
  fields: Fields;
  change: Change;
}

function Strength({ fields, change, field }: Edited & { field: 'strength' | 'after' }) {
  const value = fields[field];
  return (
    <Part name={t(`entry_${field}`)}>
      <Ten
        label={t(`entry_${field}`)}
        name={field}
        value={typeof value === 'number' ? value : null}
        choose={(next) => change({ [field]: next })}
      />
    </Part>
  );
}

interface Dated {
  entry: Entry;
  wrong: (now: boolean) => void;
}

function When({ fields: { date, part }, change, wrong }: Edited & { wrong: Dated['wrong'] }) {
  return (
    <Part name={t('entry_when')}>
      <WhenRow
        date={isDate(date) ? date : null}
        part={isPart(part) ? part : null}
        change={(nextDate, nextPart) => change({ date: nextDate, part: nextPart })}
        wrong={wrong}
      />
    </Part>
  );
}

function Urged({ entry, wrong }: Dated) {
  const [fields, change] = editsOf(entry);
  return (
    <>
      <When fields={fields} change={change} wrong={wrong} />
      <Strength fields={fields} change={change} field="strength" />
      {typeof fields.after === 'number' && <Strength fields={fields} change={change} field="after" />}
      <AboutUrge entry={entry} />
    </>
  );
}

function Bought({ entry, wrong }: Dated) {
  const [fields, change] = editsOf(entry);
  return (
    <>
      <When fields={fields} change={change} wrong={wrong} />
      <OwnText entry={entry} field="text" name="about_thoughts" hint />
    </>
  );
}

/** A mood corrected to a very low one asks the safety question, as the check-in itself does. */
function Checked({ entry }: { entry: Entry }) {
  const [fields, change] = editsOf(entry);
  const [asking, ask] = useState(false);
  const choose = (field: 'mood' | 'peak' | 'control', next: number) => {
    change({ [field]: next });
    if (field !== 'mood') return;
    const corrected = { ...(fields as unknown as Checkin), mood: next };
    const others = diary(entries.value.values()).checkins.filter((it) => it.date !== corrected.date);
    ask(asksSafety([...others, corrected], corrected.date));
  };
  return (
    <>
      {(['mood', 'peak', 'control'] as const).map((field) => (
        <Fragment key={field}>
          <Part name={t(`checkin_${field}`)}>
            <Ten
              label={t(`checkin_${field}`)}
              name={field}
              value={typeof fields[field] === 'number' ? fields[field] : null}
              low={t(`checkin_${field}_low`)}
              high={t(`checkin_${field}_high`)}
              choose={(next) => choose(field, next)}
            />
          </Part>
          {field === 'mood' && <div aria-live="polite">{asking && <SafetyQuestion inline />}</div>}
        </Fragment>
      ))}
      <OwnText entry={entry} field="good_text" name="checkin_good" />
    </>
  );
}

/** A text that had no room where it was written (core/vault/overflow.ts): to read, and to take along. */
const Kept = ({ fields }: Entry) => (
  <>
    <p class="read">{t('entry_kept')}</p>
    <p class="own after-read">{String(fields.text ?? '')}</p>
  </>
);

const shownKinds: Record<'stop' | 'near', readonly string[]> = {
  stop: ['urge', 'purchase', 'checkin', 'kept'],
  near: ['checkin', 'kept'],
};

export function EntryView({ args: [id = ''] }: ScreenProps) {
  const entry = entries.value.get(id);
  const { failed, keeping } = useKeeping();
  const [wrong, setWrong] = useState(false);
  const near = face.value === 'near';
  /** What its answers are kept under while they are on their way. */
  const kept = near ? dayName(String(entry?.fields.date)) : id;
  const shown = entry !== undefined && shownKinds[face.value].includes(entry.kind);
  useEffect(() => {
    if (!shown) back('diary');
  }, [shown]);
  if (!entry || !shown) return null;

  const remove = () =>
    keeping(async () => {
      await flush();
      const now = vault.value?.entries.get(id) ?? entry;
      await vault.value?.remove(id);
      tell(
        () => t('entry_removed'),
        async () => vault.value?.revive(now),
      );
    });
  // What could not be kept stays in sight.
  const done = async () => {
    if (wrong) return;
    const still = standing();
    await flush();
    if (savingOf(kept) !== 'failed' && still()) back('diary');
  };

  return (
    <Screen
      tab="diary"
      back={{ words: t('tab_diary'), to: 'diary' }}
      foot={
        <Dock>
          {(failed || savingOf(kept) === 'failed') && <NotKept />}
          <button type="button" class="btn main" aria-disabled={wrong} onClick={() => void done()}>
            {t(wrong ? 'when_mend' : 'done')}
          </button>
        </Dock>
      }
    >
      <Saved />
      <h1 class="title">{t('entry_title')}</h1>
      {entry.kind === 'checkin' && isDate(entry.fields.date) && (
        <p class="meta">{capital(dateWords(String(entry.fields.date)))}</p>
      )}
      {!near && <Rivals entry={entry} />}
      {entry.kind === 'urge' && <Urged entry={entry} wrong={setWrong} />}
      {entry.kind === 'purchase' && <Bought entry={entry} wrong={setWrong} />}
      {entry.kind === 'checkin' && (near ? <DayForm date={String(entry.fields.date)} /> : <Checked entry={entry} />)}
      {entry.kind === 'kept' && <Kept {...entry} />}
      <p>
        <button type="button" class="link plainbtn" onClick={() => void remove()}>
          {t('entry_remove')}
        </button>
      </p>
    </Screen>
  );
}
