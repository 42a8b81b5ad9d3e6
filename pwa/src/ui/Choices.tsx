/** Real radios and checkboxes under their labels: one a line, three abreast, or chips. */
import { type ComponentChildren, Fragment } from 'preact';

export interface Choice<Code extends string = string> {
  code: Code;
  label: string;
  small?: string;
  /** Belongs to the one above it. */
  under?: boolean;
}

interface Props<Code extends string> {
  name: string;
  label: string;
  options: readonly Choice<Code>[];
  chosen: readonly Code[];
  choose: (codes: Code[]) => void;
  /** One only (radios). */
  one?: boolean;
  /** One or none: pressing the chosen one again takes it away. */
  free?: boolean;
}

/** The list after `code` was pressed. */
function pressed<Code extends string>(chosen: readonly Code[], code: Code, one: boolean): Code[] {
  if (one) return [code];
  return chosen.includes(code) ? chosen.filter((it) => it !== code) : [...chosen, code];
}

/** The real input; it stands inside its label. */
function Pick<Code extends string>({ name, chosen, choose, one, free, code }: Props<Code> & { code: Code }) {
  // A radio that is pressed again changes nothing by itself, so the press is what is listened to, and the space bar.
  const again = one && free && chosen.includes(code) ? () => choose([]) : undefined;
  return (
    <input
      autocomplete="off"
      type={one ? 'radio' : 'checkbox'}
      name={name}
      checked={chosen.includes(code)}
      onClick={again}
      onKeyUp={(event) => {
        if (event.key !== ' ' || !again) return;
        event.preventDefault();
        again();
      }}
      onChange={() => choose(pressed(chosen, code, one ?? false))}
    />
  );
}

interface GroupProps {
  class: string;
  label: string;
  one?: boolean | undefined;
  children: ComponentChildren;
}

/** The set: named, and said to be radios when only one can stand. */
function Group({ one, label, class: name, children }: GroupProps) {
  return (
    <fieldset class={name} role={one ? 'radiogroup' : undefined} aria-label={label}>
      {children}
    </fieldset>
  );
}

interface ListProps<Code extends string> extends Props<Code> {
  push?: boolean;
  /** What stands under each choice, for instance a reply that comes when it is chosen. */
  beneath?: ((code: Code) => ComponentChildren) | undefined;
}

export function Choices<Code extends string>({ beneath, ...props }: ListProps<Code>) {
  return (
    <Group {...props} class={props.push ? 'choices push' : 'choices'}>
      {props.options.map(({ code, label, small, under }) => (
        <Fragment key={code}>
          <label class={under ? 'choice under' : 'choice'}>
            <Pick {...props} code={code} />
            <span>
              {label}
              {small && <small>{small}</small>}
            </span>
          </label>
          {beneath?.(code)}
        </Fragment>
      ))}
    </Group>
  );
}

/** Short answers side by side: labels only. */
function Abreast<Code extends string>(props: Props<Code> & { class: string }) {
  return (
    <Group {...props} class={props.class}>
      {props.options.map(({ code, label }) => (
        <label key={code}>
          <Pick {...props} code={code} />
          {label}
        </label>
      ))}
    </Group>
  );
}

export function Three<Code extends string>(props: Omit<Props<Code>, 'one'>) {
  return <Abreast {...props} one class="three" />;
}

/** `week`: seven of the same width, abreast where there is room. */
export function Chips<Code extends string>({ week, ...props }: Props<Code> & { week?: boolean }) {
  return <Abreast {...props} class={week ? 'chips week' : 'chips'} />;
}

interface TickProps {
  label: string;
  small?: string;
  on: boolean;
  change: (on: boolean) => void;
  /** One more class of the row. */
  also?: string;
}

/** One thing that is chosen or not, by itself. */
export const TickRow = ({ label, small, on, change, also }: TickProps) => (
  <label class={also ? `choice ${also}` : 'choice'}>
    <input autocomplete="off" type="checkbox" checked={on} onChange={(event) => change(event.currentTarget.checked)} />
    <span>
      {label}
      {small && <small>{small}</small>}
    </span>
  </label>
);
