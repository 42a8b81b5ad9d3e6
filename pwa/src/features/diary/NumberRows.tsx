/**
 * Questions of nought to ten as rows: the first that has no answer stands open, and the press that answers it opens the next. A press on
 * a row opens that one.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TenToPress } from '../../ui/Ten.tsx';

interface Asked<Question extends string> {
  field: Question;
  name: string;
  value: number | null;
  /** Stands under the name in place of the answer. */
  small?: string;
  low?: string;
  high?: string;
}

interface Props<Question extends string> {
  asked: readonly Asked<Question>[];
  press: (field: Question, value: number) => void;
  /** None of them stands open before it is pressed. */
  shut?: boolean;
  /** Another row before them. */
  children?: ComponentChildren;
}

const firstOpen = (asked: readonly { field: string; value: number | null }[]): string | undefined =>
  asked.find(({ value }) => value === null)?.field;

export function NumberRows<Question extends string>({ asked, press, shut, children }: Props<Question>) {
  const [open, setOpen] = useState(shut ? undefined : firstOpen(asked));
  const list = useRef<HTMLUListElement>(null);
  const answered = useRef<string | null>(null);
  const pressed = useRef(false);
  // The number that was pressed is gone: the focus goes to the row that is open now, else to that of the answer.
  useEffect(() => {
    // What opens below may lie behind the foot.
    if (pressed.current) list.current?.querySelector('.opened-ten')?.scrollIntoView({ block: 'nearest' });
    pressed.current = false;
    if (answered.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`#ask-${open ?? answered.current}`);
    row?.focus({ preventScroll: true });
    row?.parentElement?.scrollIntoView({ block: 'nearest' });
    answered.current = null;
  }, [open]);
  return (
    <ul class="rows" ref={list}>
      {children}
      {asked.map(({ field, name, value, small, ...ends }) => (
        <li key={field}>
          <button
            type="button"
            id={`ask-${field}`}
            class="row number-row"
            aria-expanded={open === field}
            onClick={() => {
              pressed.current = true;
              setOpen(open === field ? undefined : field);
            }}
          >
            <span>
              {name}
              {value !== null && <small>{small ?? t('entry_of_ten', { n: value })}</small>}
            </span>
            <Icon name="forward" />
          </button>
          {open === field && (
            <div class="opened-ten">
              <TenToPress
                label={name}
                value={value ?? undefined}
                {...ends}
                press={(next) => {
                  answered.current = field;
                  press(field, next);
                  setOpen(firstOpen(asked.filter((it) => it.field !== field)));
                }}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
