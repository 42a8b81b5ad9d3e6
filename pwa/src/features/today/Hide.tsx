/** «Ikke nå»: puts a part of Today aside. */
import { hideFields } from '../../core/model/progress.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { noteProgress } from '../../shared/progress.ts';
import { today } from '../../shared/state.ts';

interface Props {
  /** By which the records know it. */
  what: string;
  /** By which the person does. */
  words: string;
  /** What it is offered for, where that is not today. */
  date?: string;
}

export function Hide({ what, words, date = today.value }: Props) {
  const { failed, keeping } = useKeeping();
  const hide = () => keeping(() => noteProgress(hideFields(what, date)));
  return (
    <>
      <button type="button" class="plain-link" aria-label={t('hide_this', { what: words })} onClick={() => void hide()}>
        {t('hide')}
      </button>
      {failed && <NotKept />}
    </>
  );
}
