/** An urge that is changed: what it has comes first, each answer as it stands; what it has not is behind one press. */
import { useState } from 'preact/hooks';
import { listWith } from '../../core/model/chips.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { editsOf } from '../../shared/edits.ts';
import { Fold } from '../../shared/Fold.tsx';
import { Part } from '../../shared/Screen.tsx';
import { Before, Did, Felt, PlacePart, Thoughts } from './About.tsx';
import { text, tookWords } from './Facts.tsx';
import { NumberRows } from './NumberRows.tsx';
import { WhenRow } from './WhenRow.tsx';

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
  const { date, part } = fields;
  /** As it was when the screen was opened: nothing moves under a finger. */
  const [held] = useState(() => parts.map(({ holds }) => holds(fields)));
  const missing = parts.filter((_, at) => !held[at]);
  return (
    <>
      <Thoughts entry={entry} />
      <Part name={t('diary_urge_half')}>
        <NumberRows
          shut={typeof fields.strength === 'number'}
          asked={(['strength', 'after'] as const).map((field) => ({
            field,
            name: t(`entry_${field}`),
            value: typeof fields[field] === 'number' ? fields[field] : null,
          }))}
          press={(field, value) => change({ [field]: value })}
        >
          <li>
            <WhenRow
              date={isDate(date) ? date : null}
              part={isPart(part) ? part : null}
              change={(nextDate, nextPart) => change({ date: nextDate, part: nextPart })}
              wrong={wrong}
            />
          </li>
        </NumberRows>
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
