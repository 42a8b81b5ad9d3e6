/** Below the safety plan: where it will be found again. Said by the app, because it depends on what has been answered and kept. */
import { standingPage } from '../../../core/model/standing-page.ts';
import { t } from '../../../platform/i18n.ts';
import { device } from '../../../shared/answering.ts';
import { dateWords } from '../../../shared/moments.ts';
import { pack, today, under18 } from '../../../shared/state.ts';

export function Stands() {
  const plan = standingPage(device(), pack(), today.value);
  const words = under18.value
    ? t('safety_not_kept')
    : plan
      ? t('safety_stands', { date: dateWords(plan.until) })
      : t('safety_kept');
  return <p class="read after">{words}</p>;
}
