/** Opening the diary of another phone with its code. */
import { useRef, useState } from 'preact/hooks';
import { lastEntry, writtenDays } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { root, type ScreenProps, to } from '../../platform/router.ts';
import { ComingLine } from '../../shared/ComingLine.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { asksLater, coming, entries, vault } from '../../shared/state.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';
import { useTop } from '../../ui/top.ts';
import { signIn } from './commands.ts';
import { codeMistake } from './export/code.ts';

type Local = 'add' | 'discard';

/** Whether this phone holds anything the person made; settings and agreements alone are no diary. */
function holdsADiary(): boolean {
  const bookkeeping = ['settings', 'consents', 'keys', 'device'];
  return [...entries.value.values()].some(({ kind }) => !bookkeeping.includes(kind));
}

interface Props extends ScreenProps {
  /** At the lock, whose PIN is forgotten: the diary that is here is opened again. */
  forgot?: { back: () => void; opened: () => void };
}

/** With `moved` as argument the copy of this phone's diary is gone, and the person has the code it moved to: all of it comes along. */
export function SignIn({ args: [from], forgot }: Props) {
  const [typed, setTyped] = useState('');
  const [local, setLocal] = useState<Local | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [opening, setOpening] = useState(false);
  const [done, setDone] = useState(false);

  /** What the next screen goes by is written. */
  const later = useRef<Promise<void>>(Promise.resolve());
  const { failed, keeping } = useKeeping();
  useTop(done ? 'done' : 'asked');
  const moved = from === 'moved';
  const asks = !moved && holdsADiary();
  const copied = vault.value?.hasCode ?? false;
  const missing = !typed.trim() ? t('signin_write_first') : asks && !local ? t('signin_choose_first') : null;

  async function open() {
    if (missing || opening) return;
    setOpening(true);
    const answer = await signIn(typed, local ?? 'add', !forgot);
    setOpening(false);
    if ('why' in answer) {
      setError(answer.why === 'code' ? codeMistake(typed) : t(`signin_${answer.why}`));
      document.getElementById('code')?.focus();
      return;
    }
    later.current = answer.ready;
    if (forgot) forgot.opened();
    else setDone(true);
    await keeping(() => answer.kept);
  }

  if (done) return <Opened failed={failed} ready={later.current} />;
  return (
    <Screen
      back={forgot ? { words: t('back'), act: forgot.back } : true}
      low
      foot={
        <Dock>
          <button
            type="button"
            class="btn main"
            aria-disabled={missing !== null || opening}
            onClick={() => void open()}
          >
            {missing ?? t(opening ? 'signin_opening' : 'signin_open')}
          </button>
          {!forgot && (
            <div class="aside">
              <a class="link" href={to('import')}>
                {t('signin_file')}
              </a>
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('signin_title')}</h1>
      <p class="read">{t(moved ? 'signin_moved_read' : 'signin_read')}</p>
      <form
        class="push-field stack"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <Field
          id="code"
          code
          lines={3}
          label={t('signin_code')}
          help={t('signin_help')}
          value={typed}
          change={(value) => {
            setTyped(value);
            setError(null);
          }}
          error={error}
        />
        {asks && (
          <div>
            <p class="ask">{t('signin_local')}</p>
            <Choices<Local>
              one
              name="local"
              label={t('signin_local')}
              options={(['add', 'discard'] as const).map((code) => ({
                code,
                label: t(`signin_${code}`),
                small: t(code === 'discard' && copied ? 'signin_discard_copy_small' : `signin_${code}_small`),
              }))}
              chosen={local ? [local] : []}
              choose={([next]) => setLocal(next ?? null)}
            />
          </div>
        )}
      </form>
    </Screen>
  );
}

function Opened({ failed, ready }: { failed: boolean; ready: Promise<void> }) {
  const today = () => void ready.then(() => root('today'));
  const last = lastEntry(entries.value);
  return (
    <Screen
      back={{ words: t('tab_today'), act: today }}
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={today}>
            {t('signin_today')}
          </button>
          {asksLater.value && (
            <button type="button" class="btn wide" onClick={() => void ready.then(() => root('shared', 'later'))}>
              {t('signin_lock')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('signin_done_title')}</h1>
      <div class="lead" role="status">
        <ComingLine />
        {coming.value
          ? null
          : last
            ? [t('signin_days', { n: writtenDays(entries.value) }), t('signin_last', { date: dateWords(last) })].join(
                ' ',
              )
            : t('signin_last_none')}
      </div>
      <p class="meta">{t('signin_missing')}</p>
    </Screen>
  );
}
