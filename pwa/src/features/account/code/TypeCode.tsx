/** One part of the code typed back: proof that it was written down. Nothing has left the phone before this. */
import { useState } from 'preact/hooks';
import { isGroup, plainCharacters } from '../../../core/model/code.ts';
import { t } from '../../../platform/i18n.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { forgetCopied } from './clipboard.ts';

interface Props {
  code: string;
  /** It was right, and could not be kept. */
  failed: boolean;
  /** What is said then, when it is more than that it could not be kept. */
  failedWords?: string;
  /** What is being done since it was right; null: nothing. */
  busy?: string | null;
  showAgain: () => void;
  confirmed: () => void;
}

/** What is wrong, as exactly as can be said. */
function mistake(wanted: string, typed: string): string {
  const plain = plainCharacters(typed);
  if (plain.length !== wanted.length) return t('code_short', { n: plain.length });
  const wrong = [...wanted].flatMap((character, at) => (character === plain[at] ? [] : [at]));
  return wrong.length === 1 ? t('code_wrong_place', { n: Number(wrong[0]) + 1 }) : t('code_wrong');
}

export function TypeCode({ code, failed, failedWords, busy = null, showAgain, confirmed }: Props) {
  const groups = code.split('-');
  const [group] = useState(() => Math.floor(Math.random() * groups.length));
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);

  function check() {
    if (!typed.trim() || busy) return;
    if (!isGroup(code, group, typed)) {
      setError(mistake(groups[group] ?? '', typed));
      document.getElementById('group')?.focus();
      return;
    }
    forgetCopied();
    confirmed();
  }

  return (
    <Screen
      back={{ words: t('back'), act: showAgain }}
      low
      foot={
        <Dock>
          {failed && (failedWords ? <Failed words={failedWords} /> : <NotKept />)}
          <button type="button" class="btn main" aria-disabled={!typed.trim() || busy !== null} onClick={check}>
            {busy ?? t(typed.trim() ? 'code_check' : 'code_first_write')}
          </button>
          <div class="aside">
            <button type="button" class="link plainbtn" onClick={showAgain}>
              {t('code_see_again')}
            </button>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('code_type_title')}</h1>
      <p class="read">{t('code_type')}</p>
      <form
        class="push-field"
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <Field
          id="group"
          code
          label={t('code_group', { n: group + 1 })}
          value={typed}
          change={(value) => {
            setTyped(value);
            setError(null);
          }}
          error={error}
        />
      </form>
    </Screen>
  );
}

function Failed({ words }: { words: string }) {
  return (
    <div class="notice after" role="alert">
      <Icon name="warning" />
      <p>{words}</p>
    </div>
  );
}
