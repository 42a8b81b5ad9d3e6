/** The file and its code. What is wrong with a file is said as soon as it is chosen. */
import { useRef, useState } from 'preact/hooks';
import type { Copy, OpenedCopy } from '../../../core/vault/types.ts';
import { beginExternalActivity, endExternalActivity } from '../../../platform/externalActivity.ts';
import { t } from '../../../platform/i18n.ts';
import { vaults } from '../../../platform/vaults.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { codeMistake } from '../export/code.ts';
import { fileName } from '../files.ts';
import { NotTaken } from './NotTaken.tsx';
import { type Thrown, whyThrown } from './thrown.ts';

type Why = Extract<OpenedCopy, { ok: false }>['why'] | Thrown;
/** Faults of the file; the others are of the code, or of the app. */
const ofTheFile: readonly Why[] = ['foreign', 'newer', 'cut', 'damaged', 'unreadable'];

/** So many bytes tell whether a file is one of ours. */
const START = 32;

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

interface Props {
  /** It has been opened and is being stored. */
  taking: boolean;
  failed: boolean;
  opened: (copy: Copy) => Promise<void>;
}

export function ChooseFile({ taking, failed, opened }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState<Why | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const looking = useRef<Promise<Why | null> | null>(null);

  const wrong = why !== null && ofTheFile.includes(why);
  const missing = !file || wrong ? t('import_choose_first') : !typed.trim() ? t('import_write_first') : null;

  async function choose(next: File | undefined): Promise<void> {
    if (!next) return;
    setFile(next);
    const look = bytesOf(next.slice(0, START))
      .then((start) => vaults.lookAt(start, next.size))
      .catch(whyThrown);
    looking.current = look;
    const found = await look;
    // Else another one has been chosen meanwhile.
    if (looking.current === look) setWhy(found);
  }

  async function open(): Promise<void> {
    if (missing || !file || busy || taking) return;
    setBusy(true);
    // What is found in the file is said first: it would take this answer away.
    await looking.current;
    const answer = await bytesOf(file)
      .then((bytes) => vaults.openCopy(bytes, typed))
      .catch((fault) => ({ ok: false, why: whyThrown(fault) }) as const);
    setBusy(false);
    if (answer.ok) return opened(answer.copy);
    setWhy(answer.why);
    if (ofTheFile.includes(answer.why)) input.current?.focus();
    else if (answer.why !== 'unfetched') document.getElementById('code')?.focus();
  }

  const codeError = why === 'code' ? codeMistake(typed) : why === 'unfit' ? t('import_unfit') : null;
  return (
    <Screen
      low
      back={true}
      foot={
        <Dock>
          {failed && <NotTaken />}
          {why === 'unfetched' && (
            <div class="notice" role="alert">
              <Icon name="warning" />
              <p>{t('import_unfetched')}</p>
            </div>
          )}
          <button
            type="button"
            class="btn main"
            aria-disabled={missing !== null || busy || taking}
            onClick={() => void open()}
          >
            {missing ?? t(taking ? 'import_taking' : busy ? 'import_opening' : 'import_open')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('import_title')}</h1>
      <p class="read">{t('import_read')}</p>
      <form
        class="push-field stack"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <div class="field">
          <label class="btn wide file-button">
            {t(file ? 'import_other_file' : 'import_choose')}
            <input
              ref={input}
              autocomplete="off"
              type="file"
              class="hide"
              aria-invalid={wrong || undefined}
              aria-describedby="file-chosen"
              onClick={beginExternalActivity}
              onCancel={endExternalActivity}
              onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
            />
          </label>
          <p class="help long-words" id="file-chosen" role="status">
            {file && !wrong && t('import_chosen', { name: file.name })}
          </p>
          {wrong && (
            <p class="error" role="alert">
              <Icon name="warning" />
              <span>{t(`import_${why as 'foreign'}`, { name: fileName('dat') })}</span>
            </p>
          )}
        </div>
        <Field
          id="code"
          code
          lines={3}
          label={t('import_code')}
          help={t('import_code_help')}
          value={typed}
          change={(value) => {
            setTyped(value);
            if (!wrong && why !== 'unfetched') setWhy(null);
          }}
          error={codeError}
        />
      </form>
    </Screen>
  );
}
