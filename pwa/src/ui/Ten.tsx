/** Nought to ten. */
import { t } from '../platform/i18n.ts';

interface Props {
  /** id of the heading that asks, or the question itself */
  labelledby?: string;
  label?: string;
  name: string;
  value: number | null;
  low?: string;
  high?: string;
  push?: boolean;
  choose: (value: number) => void;
}

const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Only some steps have words of their own. */
const named = (): Record<number, string> => ({
  0: t('ten_0'),
  2: t('ten_2'),
  5: t('ten_5'),
  8: t('ten_8'),
  10: t('ten_10'),
});

const wordsOf = (low: string | undefined, high = ''): Record<number, string> =>
  low === undefined ? named() : { 0: low, 10: high };

const Ends = ({ words }: { words: Record<number, string> }) => (
  <p class="ends" aria-hidden="true">
    <span>0 {words[0]}</span>
    <span>10 {words[10]}</span>
  </p>
);

export function Ten({ labelledby, label, name, value, low, high, push, choose }: Props) {
  const words = wordsOf(low, high);
  return (
    <>
      <fieldset
        class={`ten${push ? ' push' : ''}`}
        aria-labelledby={labelledby}
        aria-label={labelledby ? undefined : label}
      >
        {steps.map((step) => (
          <label key={step}>
            <input
              type="radio"
              autocomplete="off"
              name={name}
              value={step}
              checked={value === step}
              onChange={() => choose(step)}
            />
            <b>{step}</b>
            <span>{words[step] ?? ''}</span>
          </label>
        ))}
      </fieldset>
      <Ends words={words} />
    </>
  );
}

interface PressProps {
  /** id of the heading that asks, or the question itself */
  labelledby?: string;
  label?: string;
  describedby?: string;
  /** Something else must be mended first. */
  shut?: boolean;
  /** On a tall touch screen a rock face with eleven ledges: it is the whole question. */
  wall?: boolean;
  low?: string;
  high?: string;
  /** What is kept, while it is changed. */
  value?: number | undefined;
  press: (value: number) => void;
}

/** Where the answer is kept as it is pressed: buttons, since an arrow key on its way to seven must not keep one. */
export function TenToPress({
  labelledby,
  label,
  describedby,
  shut = false,
  wall,
  low,
  high,
  value,
  press,
}: PressProps) {
  const words = wordsOf(low, high);
  return (
    <>
      <fieldset
        class={`ten${wall ? ' wall' : ''} push`}
        aria-labelledby={labelledby}
        aria-label={labelledby ? undefined : label}
        aria-describedby={describedby}
      >
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            class={`n${step}`}
            value={step}
            aria-pressed={value === undefined ? undefined : value === step}
            aria-disabled={shut}
            onClick={() => shut || press(step)}
          >
            <b>{step}</b>
            <span>{words[step] ?? ''}</span>
          </button>
        ))}
      </fieldset>
      <Ends words={words} />
    </>
  );
}
