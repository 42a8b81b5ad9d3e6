/** Own words that a press or a change took away, with «Angre» until something else is changed. */
import { useRef, useState } from 'preact/hooks';
import { readAnswerPart, toFields } from '../../core/model/codec.ts';
import type { Json } from '../../core/model/plain.ts';
import type { Answer } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import type { ChangeAnswer } from '../../shared/answering.ts';

interface Offer {
  words: string;
  before: Partial<Answer>;
}

export interface Taking {
  offer: Offer | null;
  /** The change, and the way back from it: `words` is what goes with it. `shown`: as in `Change`. */
  take: (words: string | undefined, fields: Partial<Answer>, shown?: Partial<Answer>) => void;
  undo: () => void;
}

/** Wraps the changes of one exercise. */
export function useTaken(answer: Partial<Answer>, change: ChangeAnswer): Taking {
  const [offer, setOffer] = useState<Offer | null>(null);
  return {
    offer,
    take: (words, fields, shown) => {
      const was = toFields(answer);
      const before = readAnswerPart(
        Object.fromEntries(
          Object.entries(toFields(fields)).map(([field, value]) => [field, was[field] ?? empty(value)]),
        ),
      );
      setOffer(words ? { words, before } : null);
      change(fields, shown);
    },
    undo: () => {
      if (offer) change(offer.before);
      setOffer(null);
    },
  };
}

/** What a field holds that nobody has filled: nothing, in the shape of what it holds now. */
const empty = (value: Json | undefined): Json => (Array.isArray(value) ? [] : typeof value === 'object' ? {} : '');

export function Taken({ offer, undo }: Pick<Taking, 'offer' | 'undo'>) {
  const region = useRef<HTMLDivElement>(null);
  return (
    <div role="status" tabIndex={-1} ref={region} class="taken">
      {offer && (
        <p class="saved">
          <span>{t('own_taken', { words: offer.words })}</span>
          <button
            type="button"
            class="btn"
            onClick={() => {
              region.current?.focus();
              undo();
            }}
          >
            {t('undo')}
          </button>
        </p>
      )}
    </div>
  );
}
