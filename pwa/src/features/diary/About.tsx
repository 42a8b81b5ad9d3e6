/** What may be added to an entry: what came before, thoughts, where, feelings, what was done. Each is kept as it is changed. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { placesOfUse, wordOf } from '../../core/model/chips.ts';
import { donePick, donePicks, withDone } from '../../core/model/did.ts';
import type { Entry } from '../../core/model/plain.ts';
import { alternatives } from '../../core/model/plan.ts';
import { urgesOf } from '../../core/model/ways.ts';
import { t } from '../../platform/i18n.ts';
import { device } from '../../shared/answering.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { editsOf, fieldsNow } from '../../shared/edits.ts';
import { FoldedChips, OwnChips } from '../../shared/OwnChips.tsx';
import { OwnText } from '../../shared/OwnText.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, facePack } from '../../shared/state.ts';
import { tookWords } from './Facts.tsx';

interface Asked {
  entry: Entry;
  /** Of the short answers only those he has chosen are in sight. */
  few?: boolean;
  /** Stands below the answers. */
  children?: ComponentChildren;
}

export const Before = ({ entry, few, children }: Asked) => (
  <Part name={t('about_before')} after>
    <OwnChips entry={entry} list="triggers" label={t('about_before')} few={few} />
    {children}
  </Part>
);

export const Thoughts = ({ entry }: Asked) => <OwnText entry={entry} field="text" name="about_thoughts" hint />;

export function PlacePart({ entry, few }: Asked) {
  const [fields, change] = editsOf(entry);
  const place = typeof fields.place === 'string' ? fields.place : '';
  /** In the order in which they stood when the screen was opened: nothing moves under a finger. */
  const [places] = useState(() =>
    placesOfUse(
      entries.peek().values(),
      codesOf('places').map(({ code }) => code),
      entry.id,
    ),
  );
  return (
    <Part name={t('about_where')}>
      <FoldedChips
        one
        name="place"
        label={t('about_where')}
        options={places.map((code) => ({ code, label: labelOf('places', code) }))}
        chosen={place ? [place] : []}
        choose={([code = '']) => change({ place: code })}
        few={few}
      />
    </Part>
  );
}

export const Felt = ({ entry, few }: Asked) => (
  <Part name={t('about_feelings')}>
    <OwnChips entry={entry} list="feelings" label={t('about_feelings')} few={few} />
  </Part>
);

/** His plan, and what can be picked as what he did, in the order in which it stood when the screen was opened. */
function useDone(entry: Entry) {
  const [planned] = useState(() => alternatives(entries.peek(), device(), facePack()));
  const [picks] = useState(() => {
    const others = urgesOf(entries.peek()).filter(({ id }) => id !== entry.id);
    return donePicks(
      others,
      planned,
      codesOf('ways').map(({ code }) => code),
    );
  });
  return { planned, picks };
}

/** The way of a ride, and one that no chip names, can be read; any other is picked. His own words of it can be written beside either. */
export function Did({ entry, few }: Asked) {
  const [fields, change] = editsOf(entry);
  const { planned, picks } = useDone(entry);
  const took = tookWords(fields);
  const ridden = typeof fields.minutes === 'number' && Boolean(fields.way);
  const chosen = donePick(fields, picks);
  const choose = ([pick]: readonly string[]) => {
    const now = fieldsNow(entry);
    change(withDone(now, donePick(now, picks), pick ?? null, planned));
  };
  return (
    <OwnText entry={entry} field="did_text" name="about_did" label={ridden ? undefined : 'own_words'}>
      {took && (ridden || !chosen) && <p class="read">{took}</p>}
      {!ridden && (
        <FoldedChips
          one
          name="did"
          label={t('about_did')}
          options={picks.map((code) => ({ code, label: wordOf(code) ?? labelOf('ways', code) }))}
          chosen={chosen ? [chosen] : []}
          choose={choose}
          few={few}
        />
      )}
    </OwnText>
  );
}
