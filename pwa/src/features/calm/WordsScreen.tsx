/** Some words to himself, kept as they are typed. */
import { useState } from 'preact/hooks';
import { calmWords, longestCalm } from '../../core/model/calm.ts';
import { t } from '../../platform/i18n.ts';
import { back } from '../../platform/router.ts';
import { draftOf, flush, savingOf } from '../../shared/drafts.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Rivals } from '../../shared/Rivals.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { entriesOfKind } from '../../shared/state.ts';
import { Writing } from '../../shared/Writing.tsx';
import { changeWords, dropWords } from './commands.ts';

export function WordsScreen() {
  const [entry] = entriesOfKind(calmWords);
  const [writing, setWriting] = useState(false);
  const { failed, keeping } = useKeeping();
  const text = String(draftOf(calmWords).text ?? entry?.fields.text ?? '');
  const saving = savingOf(calmWords);
  // Two versions wait for a choice, but not under the fingers of who is writing.
  const apart = entry !== undefined && !writing && entry.also.length > 0;
  const leave = () => void keeping(() => flush().then(() => back('calm')));
  const remove = () =>
    keeping(async () => {
      const undo = await dropWords();
      tell(() => t('calm_removed'), undo, { stays: true });
      back('calm');
    });
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {(failed || saving === 'failed') && <NotKept />}
          <button type="button" class="btn main" onClick={leave}>
            {t('done')}
          </button>
          {text.trim() !== '' && (
            <button type="button" class="btn wide" onClick={() => void remove()}>
              {t('own_remove')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('calm_words')}</h1>
      {entry && !writing && <Rivals entry={entry} name={t('calm_words')} />}
      {!apart && (
        <div class="field">
          <label for="calm-words">{t('calm_words_ask')}</label>
          <Writing
            id="calm-words"
            rows={6}
            most={longestCalm}
            describedby="calm-words-help"
            value={text}
            change={changeWords}
            writing={setWriting}
          />
          <p class="help" id="calm-words-help">
            {t('calm_words_help')}
          </p>
        </div>
      )}
      <p class="meta" role="status">
        {saving === 'kept' && t('answer_kept')}
      </p>
    </Screen>
  );
}
