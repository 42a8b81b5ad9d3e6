/** Purchases: four weeks and the four before, and the longest time without one, which nothing resets. */
import type { Diary } from '../../core/model/diary.ts';
import { beyondDiary } from '../../core/model/fortnight.ts';
import { isSilent, isYoung, purchases } from '../../core/model/purchases.ts';
import { t } from '../../platform/i18n.ts';
import { Figure } from '../../shared/Figure.tsx';
import { bestDates, purchasesWords } from '../../shared/findings.ts';
import { dayWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries, face, pack, today } from '../../shared/state.ts';
import { Counts } from '../../ui/Counts.tsx';

export function PurchasesPart({ read }: { read: Diary }) {
  const date = today.value;
  const { last, before, best, silent } = purchases(read, date);
  const more = beyondDiary(entries.value, pack(), face.value, date, read);
  const beyond = more && t('purchases_beyond', { n: more.n, date: dayWords(more.date) });
  const row = (key: 'now' | 'before', n: number) => ({
    key,
    name: t(`purchases_${key}`),
    value: 0,
    of: n,
    cells: [String(n)],
  });
  return (
    <Part name={t('purchases_title')}>
      <Figure finding={purchasesWords(last, isYoung(read, date), isSilent(read, date))} more={beyond ?? undefined}>
        {before !== null && (
          <Counts
            caption={t('purchases_caption')}
            columns={[t('purchases_when'), t('purchases_title')]}
            rows={[row('now', last), row('before', before)]}
          />
        )}
      </Figure>
      {best && (
        <>
          <p class="finding best">{t('purchases_best', { n: best.days })}</p>
          <p class="read">{bestDates(best)}</p>
          {silent && <p class="meta">{t('purchases_quiet')}</p>}
        </>
      )}
    </Part>
  );
}
