/** What is known of an entry, a line each; what is not known has none. */
import type { ComponentChildren } from 'preact';
import { codesIn, ownIn } from '../../core/model/chips.ts';
import type { Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { pack } from '../../shared/state.ts';

/** What was written in a field; empty where nothing was. */
export const text = (value: unknown): string => (typeof value === 'string' && value.trim() ? value : '');

/** What was chosen of a list, as it is called, and his own words of it. */
export const chosenWords = (fields: Readonly<Record<string, unknown>>, list: 'triggers' | 'feelings'): string[] => [
  ...codesIn(fields, list).map((code) => labelOf(list, code)),
  ...ownIn(fields, list),
];

/** The way that he took, «Bølgen»; empty where there was none, and where it was of his plan, whose words say what he did. */
export function tookWords({ way, did_text }: Readonly<Record<string, unknown>>): string {
  const took = text(way);
  const ofPlan = took === 'alternative' || !pack().tools[took];
  return took && !(ofPlan && text(did_text)) ? labelOf('ways', took) : '';
}

/** «9 minutter»: of all that he did about this urge, which may be more than the last way; empty where it is not known. */
export const minutesWords = ({ minutes }: Fields): string =>
  typeof minutes === 'number' && minutes > 0 ? t('entry_minutes', { n: Math.round(minutes) }) : '';

export interface Fact {
  name: string;
  said: ComponentChildren;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="entry-facts">
      {facts
        .filter(({ said }) => said !== null && said !== '')
        .map(({ name, said }) => (
          <div key={name}>
            <dt class="meta">{name}</dt>
            <dd class="read">{said}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Own words, unedited. `first`: they are what the entry is read for. */
export const EntryWords = ({ words, first }: { words: string; first?: boolean }) => (
  <p class={first ? 'own entry-words entry-first' : 'own entry-words'}>{words}</p>
);
