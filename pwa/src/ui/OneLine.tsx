/** One line of own words. What is longer is seen too: the field grows, and neither Enter nor what is pasted breaks the line. */
import type { JSX } from 'preact';

type Props = Omit<JSX.IntrinsicElements['textarea'], 'onInput' | 'value'> & {
  value: string;
  change: (value: string) => void;
};

/** About so many letters find room on a row of a narrow phone. Chosen by us; no source. */
const ROW = 28;

export const OneLine = ({ value, change, ...rest }: Props) => (
  <textarea
    autocomplete="off"
    spellcheck={false}
    {...rest}
    class="one-line"
    // Where the browser does not make it as tall as its words.
    rows={Math.ceil((value.length + 1) / ROW)}
    value={value}
    onKeyDown={(event) => {
      if (event.key === 'Enter') event.preventDefault();
    }}
    onInput={({ currentTarget }) => change(currentTarget.value.replace(/\s*\n\s*/g, ' '))}
  />
);
