/** Real radios and checkboxes under their labels: one a line, three abreast, or chips. */
import type { ComponentChildren } from 'preact';

export interface Choice<Code extends string = string> {
  code: Code;
  label: string;
  small?: string;
}

interface Props<Code extends string> {
  name: string;
  label: string;
  options: readonly Choice<Code>[];
  chosen: readonly Code[];
  choose: (codes: Code[]) => void;
  /** One only (radios). */
  one?: boolean;
}

/** The list after `code` was pressed. */
function pressed<Code extends string>(chosen: readonly Code[], code: Code, one: boolean): Code[] {
  if (one) return [code];
  return chosen.includes(code) ? chosen.filter((it) => it !== code) : [...chosen, code];
}

function Inputs<Code extends string>({
  name, options, chosen, choose, one, row,
}: Props<Code> & { row: (input: ComponentChildren, option: Choice<Code>) => ComponentChildren }) {
  return (
    <>
      {options.map((option) =>
        row(
          <input
            type={one ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.includes(option.code)}
            onChange={() => choose(pressed(chosen, option.code, one ?? false))}
          />,
          option,
        ),
      )}
    </>
  );
}

export function Choices<Code extends string>(props: Props<Code> & { push?: boolean }) {
  return (
    <div class={props.push ? 'choices push' : 'choices'} role={props.one ? 'radiogroup' : 'group'} aria-label={props.label}>
      <Inputs
        {...props}
        row={(input, option) => (
          <label key={option.code} class="choice">
            {input}
            <span>
              {option.label}
              {option.small && <small>{option.small}</small>}
            </span>
          </label>
        )}
      />
    </div>
  );
}

export function Three<Code extends string>(props: Omit<Props<Code>, 'one'>) {
  return (
    <div class="three" role="radiogroup" aria-label={props.label}>
      <Inputs
        {...props}
        one
        row={(input, option) => (
          <label key={option.code}>
            {input}
            {option.label}
          </label>
        )}
      />
    </div>
  );
}

/** `week`: seven of the same width, abreast where there is room. */
export function Chips<Code extends string>(props: Props<Code> & { week?: boolean }) {
  return (
    <div class={props.week ? 'chips week' : 'chips'} role={props.one ? 'radiogroup' : 'group'} aria-label={props.label}>
      <Inputs
        {...props}
        row={(input, option) => (
          <label key={option.code}>
            {input}
            {option.label}
          </label>
        )}
      />
    </div>
  );
}
