/** «Ikke nå»: puts a part of Today aside. */
import { hideFields } from '../../core/model/progress.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { noteProgress } from '../../shared/progress.ts';
import { today } from '../../shared/state.ts';

/** `what`: by which the records know it; `words`: by which the person does. */
export function Hide({ what, words }: { what: string; words: string }) {
  const { failed, keeping } = useKeeping();
  const hide = () => keeping(() => noteProgress(hideFields(what, today.value)));
  return (
    <>
      <button type="button" class="plain-link" aria-label={t('hide_this', { what: words })} onClick={() => void hide()}>
        {t('hide')}
      </button>
      {failed && <NotKept />}
    </>
  );
}
