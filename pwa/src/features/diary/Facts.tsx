/** What is known of an entry, a line each; what is not known has none. */
import type { ComponentChildren } from 'preact';

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
