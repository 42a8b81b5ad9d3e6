/** The day in under a minute: the mood, and by choice two more numbers and one good thing. A very low day asks the safety question. */
import { useState } from 'preact/hooks';
import { isDate } from '../../core/model/dates.ts';
import { diary } from '../../core/model/diary.ts';
import { draftOfDay } from '../../core/model/draft-keys.ts';
import { localRivals } from '../../core/model/local-record.ts';
import { asksSafety } from '../../core/model/safety.ts';
import { whyNotDate } from '../../core/model/setback.ts';
import { t } from '../../platform/i18n.ts';
import { back, go, root, type ScreenProps, stillHere } from '../../platform/router.ts';
import { draftOf, savingOf } from '../../shared/drafts.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Rivals, RivalsHere } from '../../shared/Rivals.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { deviceRecords, entriesOfKind, today } from '../../shared/state.ts';
import { Writing } from '../../shared/Writing.tsx';
import { checkinName, noteGood, saveCheckin } from './commands.ts';
import { dayNumbers } from './LineDrawing.tsx';
import { NumberRows } from './NumberRows.tsx';

const asked = ['mood', 'peak', 'control'] as const;
type Asked = (typeof asked)[number];

/** The first argument: a day that is over, of the diary. */
export function CheckinScreen({ args: [day] }: ScreenProps) {
  const [date] = useState(isDate(day) && whyNotDate(day, today.value) === null ? day : today.value);
  const [fromDiary] = useState(date !== today.value);
  /** Also a day that has come to its end while this screen stood. */
  const then = date !== today.value;
  /** What is written before «Lagre» rests here, on this phone only: half a check-in is no check-in. */
  const draftRecord = draftOfDay(deviceRecords.value, date);
  const name = checkinName(date);
  const entry = entriesOfKind('checkin').find((it) => it.fields.date === date);
  const [before] = useState(entry?.fields);
  /** Only what was pressed here: the rest follows what another phone may have kept meanwhile. */
  const [pressed, press] = useState<Partial<Record<Asked, number>>>({});
  const [writing, setWriting] = useState(false);
  const { busy, failed, keeping } = useKeeping();
  const stored = (field: Asked): number | null => {
    const value = entry?.fields[field];
    return typeof value === 'number' ? value : null;
  };
  const { urge: logged } = dayNumbers(entriesOfKind('urge').filter(({ fields }) => fields.date === date));
  /** What is known from what he has logged stands chosen. It is not kept as his answer: what he logs later may be stronger. */
  const known: typeof pressed =
    logged !== undefined && (pressed.peak ?? stored('peak')) === null ? { peak: logged } : {};
  const answer = (field: Asked): number | null => pressed[field] ?? stored(field) ?? known[field] ?? null;
  const missing = answer('mood') === null;
  const begun = deviceRecords.value.get(draftRecord);
  const apart = Boolean(entry?.also.length || (begun && localRivals(begun).length));
  const good = String(draftOf(name).good_text ?? begun?.good_text ?? entry?.fields.good_text ?? '');

  const writeGood = (text: string, shown: string) =>
    noteGood({ date, draft: entry && !begun ? null : draftRecord, text, shown });

  const save = () =>
    keeping(async () => {
      if (missing) return;
      const still = stillHere();
      const { open, undo } = await saveCheckin({ date, pressed, draft: draftRecord, before, good });
      tell(() => t('checkin_saved'), undo);
      if (still()) {
        if (fromDiary) back('diary');
        else root('today');
      }
      // Also when he is elsewhere by now: whoever has so low a day is asked.
      if (asksSafety(diary(open.entries.values()).checkins, date)) go('text', 'page', 'safety');
    });

  return (
    <Screen
      back={fromDiary ? { words: t('tab_diary'), to: 'diary' } : { words: t('tab_today') }}
      foot={
        <Dock>
          {(failed || savingOf(name) === 'failed') && <NotKept />}
          <button type="button" class="btn main" aria-disabled={missing || busy} onClick={() => void save()}>
            {t(missing ? 'checkin_choose_mood' : 'save')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t(then ? 'checkin_title_then' : 'checkin_title')}</h1>
      {then && <p class="meta">{capital(dateWords(date))}</p>}
      <NumberRows
        asked={asked.map((field) => ({
          field,
          name: t(`checkin_${field}`),
          value: answer(field),
          low: t(`checkin_${field}_low`),
          high: t(`checkin_${field}_high`),
          ...(field in known && { small: t('checkin_logged', { n: answer(field) ?? 0 }) }),
        }))}
        press={(field, value) => press({ ...pressed, [field]: value })}
      />
      {!writing && (
        <>
          {entry && <Rivals entry={entry} />}
          <RivalsHere record={draftRecord} />
        </>
      )}
      {(writing || !apart) && (
        <Part name={t('checkin_good')}>
          <div class="field">
            <label class="hide" for="good">
              {t('checkin_good')}
            </label>
            <Writing id="good" rows={2} value={good} describedby="good-help" change={writeGood} writing={setWriting} />
            <p class="help" id="good-help">
              {t('checkin_good_help')}
            </p>
          </div>
        </Part>
      )}
    </Screen>
  );
}
