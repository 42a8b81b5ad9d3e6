/** One entry: it is read first, then everything in it can be changed; it can be deleted and brought back. */
import { useState } from 'preact/hooks';
import { listWith } from '../../core/model/chips.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import { diary } from '../../core/model/diary.ts';
import { begunLookBack } from '../../core/model/due.ts';
import { eveningKind, keptEvening } from '../../core/model/evening.ts';
import type { Entry } from '../../core/model/plain.ts';
import { asksSafety } from '../../core/model/safety.ts';
import { felt } from '../../core/model/times.ts';
import { t } from '../../platform/i18n.ts';
import { back, type ScreenProps, stillHere, to } from '../../platform/router.ts';
import { editsOf } from '../../shared/edits.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { momentWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { OwnText } from '../../shared/OwnText.tsx';
import { Rivals } from '../../shared/Rivals.tsx';
import { SafetyQuestion } from '../../shared/SafetyQuestion.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, pack, today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Before, Felt, PlacePart, Thoughts } from './About.tsx';
import { logPurchase } from './commands.ts';
import { EntryFrame, useEntry } from './EntryFrame.tsx';
import { boughtThen, EntryRead } from './EntryRead.tsx';
import { EveningRead } from './EveningRead.tsx';
import { showPurchase } from './looking.ts';
import { NumberRows } from './NumberRows.tsx';
import { eased } from './RideDrawing.tsx';
import { UrgeEdit } from './UrgeEdit.tsx';
import { WhenRow } from './WhenRow.tsx';

interface Dated {
  entry: Entry;
  wrong: (now: boolean) => void;
}

function Bought({ entry, wrong }: Dated) {
  const [{ date, part }, change] = editsOf(entry);
  return (
    <>
      <Before entry={entry} />
      <Thoughts entry={entry} />
      <PlacePart entry={entry} />
      <Felt entry={entry} />
      <Part name={t('entry_when')}>
        <WhenRow
          date={isDate(date) ? date : null}
          part={isPart(part) ? part : null}
          change={(nextDate, nextPart) => change({ date: nextDate, part: nextPart })}
          wrong={wrong}
        />
      </Part>
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
    const date = isDate(fields.date) ? fields.date : null;
    const others = date ? diary(entries.value.values()).checkins.filter((it) => it.date !== date) : [];
    const corrected = { date: date ?? today.value, mood: next };
    ask(asksSafety([...others, corrected], corrected.date));
  };
  return (
    <>
      <OwnText entry={entry} field="good_text" name="checkin_good" />
      <NumberRows
        asked={(['mood', 'peak', 'control'] as const).map((field) => ({
          field,
          name: t(`checkin_${field}`),
          value: typeof fields[field] === 'number' ? fields[field] : null,
          low: t(`checkin_${field}_low`),
          high: t(`checkin_${field}_high`),
        }))}
        press={choose}
      />
      <div aria-live="polite">{asking && <SafetyQuestion inline />}</div>
    </>
  );
}

/** An urge that has not fallen, and of whose part of the day no purchase is written, may have ended in one. */
function EndedInPurchase({ entry }: { entry: Entry }) {
  const { failed, keeping } = useKeeping();
  const { fields } = entry;
  const { date, part } = fields;
  if (!felt(fields) || eased(fields) || !isDate(date) || !isPart(part) || boughtThen(fields)) return null;
  const bought = () =>
    keeping(async () => {
      const still = stillHere();
      const { id, undo } = await logPurchase({ date, part });
      tell(() => t('log_saved_plain', { moment: momentWords(date, part) }), undo, { stays: true });
      if (!still()) return;
      // In place of the urge that was read, too.
      back('diary');
      showPurchase(id, date);
    });
  return (
    <>
      {failed && <NotKept />}
      <ul class="rows after">
        <li>
          <button type="button" class="row" onClick={() => void bought()}>
            <span>
              {t('log_bought')}
              <small>{t('log_bought_small')}</small>
            </span>
          </button>
        </li>
      </ul>
    </>
  );
}

/** The look back on this purchase that was left half-way. */
function GoOn({ entry }: { entry: Entry }) {
  const begun = begunLookBack(entries.value, pack());
  if (!begun || begun.since !== entry.fields.date) return null;
  return (
    <li>
      <a class="row" href={to('text', 'page', begun.page, begun.step)}>
        <span>
          {t('look_back_go_on')}
          <small>{t('look_back_begun', { ...begun })}</small>
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

const kinds: readonly string[] = ['urge', 'purchase', 'checkin', 'kept', eveningKind];

/** `how`: `edit`, or else it is read. */
export function EntryView({ args: [id = '', how] }: ScreenProps) {
  const entry = useEntry(id, kinds);
  const [wrong, setWrong] = useState(false);
  if (!entry) return null;
  const evening = entry.kind === eveningKind && keptEvening(entry);
  if (evening)
    return (
      <EntryFrame entry={entry} draft={id} reads>
        <Rivals entry={entry} name={t('diary_evening')} />
        <EveningRead evening={evening} />
      </EntryFrame>
    );
  if (how !== 'edit' || entry.kind === 'kept')
    return (
      <EntryFrame entry={entry} draft={id} reads>
        <Rivals entry={entry} />
        <EntryRead entry={entry} />
        {entry.kind === 'purchase' && (
          <ul class="rows after">
            {listWith(editsOf(entry)[0], 'triggers').length === 0 && (
              <li>
                <a class="row" href={to('entry', id, 'edit')}>
                  <span>
                    {t('about_before')}
                    <small>{t('entry_before_small')}</small>
                  </span>
                  <Icon name="forward" />
                </a>
              </li>
            )}
            <GoOn entry={entry} />
            <li>
              <a class="row" href={to('text', 'page', 'lapse')}>
                <span>{pack().pages.lapse?.title}</span>
                <Icon name="forward" />
              </a>
            </li>
          </ul>
        )}
      </EntryFrame>
    );
  return (
    <EntryFrame entry={entry} draft={id} wrong={wrong}>
      <Rivals entry={entry} />
      {entry.kind === 'urge' && (
        <>
          <UrgeEdit entry={entry} wrong={setWrong} />
          <EndedInPurchase entry={entry} />
        </>
      )}
      {entry.kind === 'purchase' && <Bought entry={entry} wrong={setWrong} />}
      {entry.kind === 'checkin' && <Checked entry={entry} />}
    </EntryFrame>
  );
}
