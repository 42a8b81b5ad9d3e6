/** Two texts of one field, written apart on two devices or in two tabs. Nothing is thrown away until the person has said what stays. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { localRivals } from '../core/model/local-record.ts';
import type { Entry, Json } from '../core/model/plain.ts';
import { bothTexts } from '../core/model/rival-texts.ts';
import { type Key, t } from '../platform/i18n.ts';
import { settleTexts, settleTextsHere } from './edits.ts';
import { useKeeping } from './keeping.ts';
import { NotKept } from './NotKept.tsx';
import { Part } from './Screen.tsx';
import { deviceRecords } from './state.ts';

const names: Record<string, Key> = {
  text: 'about_thoughts',
  did_text: 'about_did',
  good_text: 'checkin_good',
  name_text: 'person_name',
  phone_text: 'person_phone',
};

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What the person chose for a field, among the texts he was shown. */
type Settle = (field: string, chosen: string, texts: string[]) => Promise<Undo>;
type Undo = () => Promise<void>;
type Written = Pick<Entry, 'fields'> & { also: { field: string; text: Json }[] };

interface ChoiceProps {
  entry: Written;
  field: string;
  name: string;
  settle: Settle;
  settled: (undo: Undo) => void;
}

function Choice({ entry, field, name, settle: put, settled }: ChoiceProps) {
  const texts = [entry.fields[field], ...entry.also.filter((it) => it.field === field).map((it) => it.text)].map(
    asText,
  );
  const { failed, keeping } = useKeeping();
  const settle = (text: string) => keeping(async () => settled(await put(field, text, texts)));
  return (
    <Part name={name}>
      <div class="stack">
        <p>{t('rivals_written_apart')}</p>
        {texts.map((text, place) => (
          <div class="stack" key={place}>
            <p class="own">{text || t('rivals_empty')}</p>
            <button type="button" class="btn wide" onClick={() => void settle(text)}>
              {t('rivals_keep_this')}
            </button>
          </div>
        ))}
        <button type="button" class="btn wide" onClick={() => void settle(bothTexts(texts))}>
          {t('rivals_keep_both')}
        </button>
        {failed && <NotKept />}
      </div>
    </Part>
  );
}

/** One choice for each field that has rivals. `name` is what the fields are called where they are no entry of the diary. */
export function Rivals({ entry, name }: { entry: Entry; name?: string | undefined }) {
  return <Choices entry={entry} settle={settleTexts.bind(null, entry.id)} name={name} />;
}

/** The same for a record of this phone alone, which two tabs have written. */
export function RivalsHere({ record, name }: { record: string; name?: string | undefined }) {
  const fields = deviceRecords.value.get(record);
  if (!fields) return null;
  return (
    <Choices entry={{ fields, also: localRivals(fields) }} settle={settleTextsHere.bind(null, record)} name={name} />
  );
}

/** What was chosen last can be taken back until one leaves. */
function Settled({ undo, undone }: { undo: Undo; undone: () => void }) {
  const line = useRef<HTMLParagraphElement>(null);
  const { failed, keeping } = useKeeping();
  // The button that had the focus is gone.
  useEffect(() => line.current?.focus({ preventScroll: true }), [undo]);
  return (
    <>
      <p class="saved" tabIndex={-1} ref={line}>
        <span>{t('rivals_settled')}</span>
        <button type="button" class="btn" onClick={() => void keeping(() => undo().then(undone))}>
          {t('undo')}
        </button>
      </p>
      {failed && <NotKept />}
    </>
  );
}

function Choices({ entry, name, settle }: { entry: Written; name: string | undefined; settle: Settle }) {
  const [undo, setUndo] = useState<Undo | null>(null);
  const fields = [...new Set(entry.also.map((it) => it.field))];
  const undone = () => {
    setUndo(null);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  };
  return (
    <>
      {undo && <Settled undo={undo} undone={undone} />}
      {fields.map((field) => (
        <Choice
          key={field}
          entry={entry}
          field={field}
          name={name ?? t(names[field] ?? 'about_thoughts')}
          settle={settle}
          settled={(way) => setUndo(() => way)}
        />
      ))}
    </>
  );
}
