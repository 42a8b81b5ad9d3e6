/** What is asked of a new diary, where it was made in a hard moment or came by a code: one question at a time, until it is answered, and none in the hours after a lapse. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { asksLater, chosenWhat } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { slippedNow } from './now.ts';

export function NewDiary() {
  if (!asksLater.value || slippedNow.value) return null;
  // The row of «Hva gjelder det?» leads to the other question too.
  const what = chosenWhat.value.length === 0;
  return (
    <Part name={t('later_part')}>
      {what ? (
        <StepLink href={to('what')} title={t('what_title')} small={t('later_what_small')} />
      ) : (
        <StepLink href={to('shared', 'later')} title={t('shared_title')} small={t('later_shared_small')} />
      )}
    </Part>
  );
}
