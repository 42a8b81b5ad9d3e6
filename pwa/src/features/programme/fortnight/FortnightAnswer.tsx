/** A question of the pack: nought to ten, a word a value, or a count that may go on above ten. */
import type { Measure } from '../../../core/model/content.ts';
import { t } from '../../../platform/i18n.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { Ten } from '../../../ui/Ten.tsx';

interface Props {
  measure: Measure;
  value: number | undefined;
  choose: (value: number) => void;
  /** what the diary says, where it counts the same */
  counted?: number;
}

const TEN = 10;

export function FortnightAnswer({ measure, value, choose, counted }: Props) {
  const { id, ask, range, labels, low, high } = measure;
  if (labels)
    return (
      <Choices
        one
        name={id}
        label={ask}
        options={labels.map((label, at) => ({ code: String(range[0] + at), label }))}
        chosen={value === undefined ? [] : [String(value)]}
        choose={([code]) => choose(Number(code))}
      />
    );
  const most = range[1];
  return (
    <>
      {counted !== undefined && counted > 0 && <p class="meta">{t('fortnight_diary', { n: counted })}</p>}
      <Ten
        label={ask}
        name={id}
        value={value ?? null}
        low={low ?? ''}
        high={most > TEN ? '' : (high ?? '')}
        choose={choose}
      />
      {most > TEN && <Beyond most={most} value={value} choose={choose} />}
    </>
  );
}

/** Above ten, step by step. */
function Beyond({
  most,
  value = 0,
  choose,
}: {
  most: number;
  value?: number | undefined;
  choose: (value: number) => void;
}) {
  if (value <= TEN)
    return (
      <button type="button" class="plain-link" onClick={() => choose(TEN + 1)}>
        {t('fortnight_more', { n: TEN })}
      </button>
    );
  return (
    <div class="counter">
      <button type="button" class="btn" aria-label={t('fortnight_minus')} onClick={() => choose(value - 1)}>
        −1
      </button>
      <output class="lead">{value}</output>
      {[1, 5].map((n) => (
        <button
          key={n}
          type="button"
          class="btn"
          aria-label={t('fortnight_plus', { n })}
          aria-disabled={value >= most}
          onClick={() => choose(Math.min(most, value + n))}
        >
          +{n}
        </button>
      ))}
    </div>
  );
}
