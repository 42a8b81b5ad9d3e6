/** What is asked of a new diary, where it was made in a hard moment or came by a code: one question at a time, until it is answered, and none in the hours after a lapse. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { askedNow, asksLater, chosenWhat } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { slippedNow } from './now.ts';

const asksNow = (): boolean => asksLater.value && !slippedNow.value;
const knowsWhat = (): boolean => chosenWhat.value.length > 0;

/** It leads to the question about the phone too. */
export const AskWhat = () =>
  asksNow() &&
  !knowsWhat() && (
    <Part name={t('later_part')}>
      <StepLink href={to('what')} title={t('what_title')} small={t('later_what_small')} />
    </Part>
  );

/** Below what the day is about: a lock can be chosen at any time under «Mer», so that a press puts this aside for good. */
export function AskAboutPhone() {
  const { failed, keeping } = useKeeping();
  if (!asksNow() || !knowsWhat()) return null;
  return (
    <Part name={t('later_part')}>
      <StepLink href={to('shared', 'later')} title={t('shared_title')} small={t('later_shared_small')} />
      <div class="offer-links">
        <button
          type="button"
          class="plain-link"
          aria-label={t('hide_this', { what: t('shared_title') })}
          onClick={() => void keeping(askedNow)}
        >
          {t('hide')}
        </button>
      </div>
      {failed && <NotKept />}
    </Part>
  );
}
