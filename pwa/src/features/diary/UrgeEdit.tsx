/** An urge that is changed: what it has comes first, each answer as it stands; what it has not is behind one press. */
import { useState } from 'preact/hooks';
import { listWith } from '../../core/model/chips.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { type ChangeEntry, editsOf } from '../../shared/edits.ts';
import { Fold } from '../../shared/Fold.tsx';
import { Part } from '../../shared/Screen.tsx';
import { WhenRow } from '../../shared/WhenRow.tsx';
import { Ten } from '../../ui/Ten.tsx';
import { Before, Did, Felt, PlacePart, Thoughts } from './About.tsx';
import { text, tookWords } from './Facts.tsx';

interface StrengthProps {
  field: 'strength' | 'after';
  fields: Fields;
  change: ChangeEntry;
}

/** «Trang 6 – Endre». */
function Strength({ field, fields, change }: StrengthProps) {
  const value = typeof fields[field] === 'number' ? fields[field] : null;
  const [open, setOpen] = useState(value === null);
  const said = (n: number) =>
    field === 'after' ? t('entry_after_said', { after: n }) : t('diary_urge', { strength: n });
  return (
    <li>
      <button type="button" class="row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{value === null ? t(`entry_${field}`) : said(value)}</span>
        <span class="meta">{t(open ? 'done' : 'change')}</span>
      </button>
      {open && (
        <div class="opened-ten">
          <Ten label={t(`entry_${field}`)} name={field} value={value} choose={(next) => change({ [field]: next })} />
        </div>
      )}
    </li>
  );
}

const parts = [
  { Asked: Before, holds: (fields: Fields) => listWith(fields, 'triggers').length > 0 },
  { Asked: PlacePart, holds: ({ place }: Fields) => text(place) !== '' },
  { Asked: Felt, holds: (fields: Fields) => listWith(fields, 'feelings').length > 0 },
  { Asked: Did, holds: (fields: Fields) => text(fields.did_text) !== '' || tookWords(fields) !== '' },
];

interface Props {
  entry: Entry;
  wrong: (now: boolean) => void;
}

export function UrgeEdit({ entry, wrong }: Props) {
  const [fields, change] = editsOf(entry);
  const { date, part, after } = fields;
  /** As it was when the screen was opened: nothing moves under a finger. */
  const [held] = useState(() => parts.map(({ holds }) => holds(fields)));
  const missing = parts.filter((_, at) => !held[at]);
  return (
    <>
      <Thoughts entry={entry} />
      <Part name={t('diary_urge_half')}>
        <ul class="rows">
          <li>
            <WhenRow
              date={isDate(date) ? date : null}
              part={isPart(part) ? part : null}
              change={(nextDate, nextPart) => change({ date: nextDate, part: nextPart })}
              wrong={wrong}
            />
          </li>
          <Strength field="strength" fields={fields} change={change} />
          {typeof after === 'number' && <Strength field="after" fields={fields} change={change} />}
        </ul>
      </Part>
      {parts.map(({ Asked }, at) => held[at] && <Asked key={at} entry={entry} few />)}
      {missing.length > 0 && (
        <Fold id="entry-more" name={t('entry_more')}>
          {missing.map(({ Asked }, at) => (
            <Asked key={at} entry={entry} />
          ))}
        </Fold>
      )}
    </>
  );
}
