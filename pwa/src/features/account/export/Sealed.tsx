/** The sealed file: under the code that the person types, or under a password that is made for it. */
import { useState } from 'preact/hooks';
import { t } from '../../../platform/i18n.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { vault } from '../../../shared/state.ts';
import { Field } from '../../../ui/Field.tsx';
import { codeMistake } from './code.ts';
import { LettersStay } from './LettersStay.tsx';
import { MadeFile, NotMade } from './MadeFile.tsx';
import { useMaking } from './making.ts';

export function Sealed() {
  const [typed, setTyped] = useState('');
  const [once, setOnce] = useState(!vault.value?.hasCode);
  const { made, busy, failed, why, make, unsay } = useMaking();
  if (made) return <MadeFile {...made} />;
  const ready = once || typed.trim() !== '';
  const press = () => ready && void make(once ? null : typed);
  const error =
    why === null
      ? null
      : why === 'code'
        ? codeMistake(typed)
        : t(why === 'other' ? 'sealed_another' : 'sealed_unchecked');
  return (
    <Screen
      low
      back={true}
      foot={
        <Dock>
          {failed && <NotMade />}
          <button type="button" class="btn main" aria-disabled={!ready || busy} onClick={press}>
            {t(busy ? 'sealed_making' : ready ? 'sealed_make' : 'sealed_write_first')}
          </button>
          {!once && (
            <div class="aside">
              <button type="button" class="link plainbtn" onClick={() => setOnce(true)}>
                {t('sealed_without')}
              </button>
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('sealed_title')}</h1>
      <p class="read">{t('sealed_read')}</p>
      {once ? (
        <p class="read" role="status">
          {t('sealed_once_read')}
        </p>
      ) : (
        <form
          class="push-field"
          onSubmit={(event) => {
            event.preventDefault();
            press();
          }}
        >
          <Field
            id="code"
            code
            lines={3}
            label={t('sealed_code')}
            help={t('sealed_code_help')}
            value={typed}
            change={(value) => {
              setTyped(value);
              unsay();
            }}
            error={error}
          />
        </form>
      )}
      <LettersStay />
    </Screen>
  );
}
