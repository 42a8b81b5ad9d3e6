/** Purchases: the longest time without one, which nothing resets, and four weeks beside the four before. */
import { daysBetween } from '../../core/model/dates.ts';
import { beyondDiary } from '../../core/model/fortnight.ts';
import { isSilent, isYoung } from '../../core/model/purchases.ts';
import { WEEK } from '../../core/model/spans.ts';
import { dayWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { Figure } from '../../shared/Figure.tsx';
import { bestDates, purchasesWords } from '../../shared/findings.ts';
import { entries, face, pack, today } from '../../shared/state.ts';
import type { Shown } from './shown.ts';

export function PurchasesPart({ read, span, dates, purchases: { last, before, best, silent } }: Shown) {
  const date = today.value;
  const more = beyondDiary(entries.value, pack(), face.value, date, read);
  // Of a first week without one the last seven days have told all of it above.
  if (span === 'weeks' && daysBetween(dates.from, dates.until) < WEEK && last === 0 && !more) return null;
  const quietNow = isSilent(read, date);
  const findings = [
    ...(best ? [t('purchases_best', { n: best.days }), ...(best.ongoing ? [bestDates(best)] : [])] : []),
    // Those there are, the finding of the weeks has told of; and that there are none, the longest time that still goes on.
    ...(last > 0 || (best?.ongoing && !quietNow) ? [] : [purchasesWords(isYoung(read, date), quietNow)]),
    ...(more ? [t('purchases_beyond', { n: more.n, date: dayWords(more.date) })] : []),
  ];
  if (findings.length === 0) return null;
  const stays = best && [...(best.ongoing ? [] : [bestDates(best)]), t('purchases_best_stays')].join(' ');
  const quiet = best && silent ? t('purchases_quiet') : undefined;
  return (
    <Figure
      id="purchases"
      folded={t('purchases_title')}
      finding={findings.join(' ')}
      more={stays ?? undefined}
      shows={quiet}
      {...(before !== null && {
        numbers: {
          caption: t('purchases_caption'),
          columns: [t('purchases_when'), t('purchases_title')],
          rows: [
            { key: 'now', name: t('purchases_now'), cells: [String(last)] },
            { key: 'before', name: t('purchases_before'), cells: [String(before)] },
          ],
        },
      })}
    />
  );
}
