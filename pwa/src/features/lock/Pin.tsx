/**
 * A PIN as it is typed: a pad for the thumb, and under it a real field, so that a keyboard, a paste and a password manager work
 * as well (WCAG 2.2, 3.3.8). Who uses words instead of digits takes the phone's keyboard; a lock of four words has nothing else.
 */
import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type LockKind, PIN_SHORTEST, tidyWords, wordsInLock } from '../../core/model/lockwords.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';

const dots = 12;
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface Props {
  value: string;
  change: (next: (now: string) => string) => void;
  /** It is long enough and is to be taken. */
  done: () => void;
  /** What that does: «Åpne». */
  words: string;
  kind: LockKind;
  /** One that is there, or one that is being made: for password managers. */
  known: boolean;
  /** It is taken as soon as it is long enough, or right: the pad needs no key for it. */
  byItself?: boolean;
  /** Nothing stands here that could be erased: the way to what was typed before. */
  before?: (() => void) | undefined;
  /** It is being worked on, or one must wait: nothing can be typed. */
  shut: boolean;
  /** The phone's keyboard in place of the pad. */
  letters?: boolean;
  /** Without it there is no way from one to the other. */
  type?: (letters: boolean) => void;
  /** What else can be done here, beside the way to the keyboard. */
  other?: ComponentChildren;
  /** What is said under the dots. */
  children?: ComponentChildren;
}

export function Pin({
  value,
  change,
  done,
  words,
  byItself,
  before,
  kind,
  known,
  shut,
  letters: byKeyboard = false,
  type,
  other,
  children,
}: Props) {
  const inWords = kind === 'words';
  const letters = byKeyboard || inWords;
  // Words that were on the screen a moment ago may be seen while they are typed back.
  const [shown, show] = useState(inWords && !known);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // Of what is there when it is done: two quick presses may come before the screen is drawn.
  const add = (more: string) => shut || change((now) => now + more);
  const erase = () => {
    if (shut) return;
    if (before && !value) before();
    else change((now) => [...now].slice(0, -1).join(''));
  };
  const typed = (words: string) => change(() => words);
  const whole = inWords ? tidyWords(value).split(' ').length >= wordsInLock : [...value].length >= PIN_SHORTEST;
  const ready = !shut && whole;
  const take = () => ready && done();

  // Digits on a keyboard count wherever the focus is, and from the moment the pad is seen; in the field itself the browser does it.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (letters || event.ctrlKey || event.metaKey || event.altKey || event.target === field.current) return;
      if (/^[0-9]$/.test(event.key)) add(event.key);
      else if (event.key === 'Backspace') erase();
      else if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
      else requestAnimationFrame(() => form.current?.requestSubmit());
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  useLayoutEffect(() => {
    if (letters) field.current?.focus();
  }, [letters]);

  const many = [...value].length;
  const shared = {
    id: 'pin',
    ref: field,
    // With the pad on the screen the phone's own keyboard would cover it.
    inputMode: letters ? 'text' : 'none',
    autocapitalize: 'none',
    spellcheck: false,
    'aria-describedby': 'pin-said',
    value,
    readOnly: shut,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => typed(event.currentTarget.value),
  } as const;
  return (
    <form
      ref={form}
      class={letters ? 'pin-form typed' : 'pin-form'}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <div class={letters ? 'pin-line field' : 'pin-line'}>
        <label class={letters ? undefined : 'hide'} for="pin">
          {t(inWords ? 'words_label' : 'pin_label')}
        </label>
        {letters && shown ? (
          <input type="text" autocomplete="off" {...shared} />
        ) : (
          <input type="password" autocomplete={known ? 'current-password' : 'new-password'} {...shared} />
        )}
        {!letters && (
          <div class="pin" aria-hidden="true">
            {Array.from({ length: Math.min(dots, Math.max(PIN_SHORTEST, many)) }, (_, at) => (
              <i key={at} class={at < many ? 'on' : undefined} />
            ))}
          </div>
        )}
      </div>
      {letters && (
        <label class="pin-shown">
          <input type="checkbox" autocomplete="off" checked={shown} onChange={() => show(!shown)} />
          <span>{t('pin_show')}</span>
        </label>
      )}
      <div id="pin-said" class="pin-said">
        {children}
      </div>
      {letters ? (
        <button type="submit" class="btn main" aria-disabled={!ready}>
          {ready || shut ? words : t(inWords ? 'words_short' : 'pin_short')}
        </button>
      ) : (
        <div class="keys">
          {digits.map((digit) => (
            <button key={digit} type="button" aria-disabled={shut} onClick={() => add(digit)}>
              {digit}
            </button>
          ))}
          <button type="button" class="blank" aria-label={t('pin_erase')} aria-disabled={shut} onClick={erase}>
            <Icon name="erase" />
          </button>
          <button type="button" aria-disabled={shut} onClick={() => add('0')}>
            0
          </button>
          {!byItself && (
            <button type="submit" class="take" aria-disabled={!ready}>
              {words}
            </button>
          )}
        </div>
      )}
      <div class={type && other ? 'pin-other both' : 'pin-other'}>
        {type && (
          <button type="button" class="plain-link" onClick={() => type(!letters)}>
            {t(letters ? 'pin_digits' : 'pin_letters')}
          </button>
        )}
        {other}
      </div>
    </form>
  );
}

/** Under the dots: what is going on, or what was wrong and what to do. */
export const Told = ({ wrong, children }: { wrong: boolean; children: string }) => (
  <p role="status" class={wrong ? 'pin-error' : undefined}>
    {children}
  </p>
);
