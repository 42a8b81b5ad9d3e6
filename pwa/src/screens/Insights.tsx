/** What the diary shows. Each part says its finding first, then draws it; an empty part says how little it takes. */
import { daysBetween } from '../domain/dates.ts';
import { type Diary, diary, firstDate } from '../domain/diary.ts';
import { beyondDiary } from '../domain/fortnight.ts';
import { type Help, hardest, helped, NEEDS, purchases, triggers, weeks, whenTable } from '../domain/insights.ts';
import { t } from '../i18n.ts';
import { Counts } from '../parts/Counts.tsx';
import { labelOf } from '../parts/codes.ts';
import { Fortnights } from '../parts/Fortnights.tsx';
import { hoursWords, numberWords, together } from '../parts/findings.ts';
import { HeatTable } from '../parts/HeatTable.tsx';
import { dayWords } from '../parts/moments.ts';
import { Part, Screen } from '../parts/Screen.tsx';
import { Week } from '../parts/Week.tsx';
import { WeekBars } from '../parts/WeekBars.tsx';
import { to } from '../router.ts';
import { entries, face, pack, today } from '../state.ts';
import { NearInsights } from './near/NearInsights.tsx';

interface Props {
  read: Diary;
}

/** One sentence that says how many entries are missing. */
const Missing = ({ words }: { words: string }) => <p class="read">{words}</p>;

function Weeks({ read }: Props) {
  const all = weeks(read, today.value);
  const bars = all.some((bar) => bar.times >= 10) ? all.slice(-6) : all;
  const last = all.slice(-4);
  const passed = last.reduce((sum, bar) => sum + bar.passed, 0);
  const n = last.reduce((sum, bar) => sum + bar.times, 0);
  const words = (span: string): string =>
    n === 0 ? t('weeks_none', { span }) : t('weeks_finding', { span, passed, n });
  const finding = words(t(`weeks_span_${last.length as 1 | 2 | 3 | 4}`));
  return (
    <Part name={t('weeks_title')}>
      {all.every((bar) => bar.times === 0) ? (
        <Missing words={t('weeks_missing')} />
      ) : (
        <>
          <p class="finding">{together(finding)}</p>
          <WeekBars bars={bars} />
        </>
      )}
    </Part>
  );
}

function Hours({ read }: Props) {
  const { rows, entries: n } = whenTable(read, today.value);
  return (
    <Part name={t('heat_title')}>
      {n < NEEDS.when ? (
        <Missing words={t('heat_missing', { n: NEEDS.when - n })} />
      ) : (
        <>
          <p class="finding">{hoursWords(hardest(rows))}</p>
          <HeatTable rows={rows} />
        </>
      )}
    </Part>
  );
}

function Triggers({ read }: Props) {
  const { counted, entries: n } = triggers(read, today.value);
  const [first, second] = counted;
  const ahead = first && first.times > (second?.times ?? 0);
  return (
    <Part name={t('triggers_title')}>
      {n < NEEDS.triggers ? (
        <Missing words={t('triggers_missing', { n: NEEDS.triggers - n })} />
      ) : (
        <>
          <p class="finding">
            {ahead ? t('triggers_finding', { label: labelOf('triggers', first.code) }) : t('triggers_even')}
          </p>
          <Counts
            caption={t('triggers_caption')}
            columns={[t('triggers_title'), t('counts_times')]}
            rows={counted.map(({ code, times }) => ({
              key: code,
              name: labelOf('triggers', code),
              value: times,
              cells: [String(times)],
            }))}
          />
        </>
      )}
    </Part>
  );
}

function helpedFinding(ways: readonly Help[]): string {
  const best = ways.find((it) => it.times >= 2 && it.fall > 0);
  if (!best) return t('helped_tried');
  return t('helped_finding', { label: labelOf('ways', best.way), fall: numberWords(best.fall) });
}

function Helped({ read }: Props) {
  const ways = helped(read.urges);
  const n = ways.reduce((sum, it) => sum + it.times, 0);
  return (
    <Part name={t('helped_title')}>
      {n < NEEDS.helped ? (
        <Missing words={t('helped_missing', { n: NEEDS.helped - n })} />
      ) : (
        <>
          <p class="finding">{helpedFinding(ways)}</p>
          <Counts
            caption={t('helped_caption')}
            columns={[t('helped_way'), t('helped_fall'), t('counts_times')]}
            rows={ways.map(({ way, fall, times }) => ({
              key: way,
              name: labelOf('ways', way),
              value: fall,
              cells: [numberWords(fall), String(times)],
            }))}
          />
        </>
      )}
    </Part>
  );
}

function purchasesWords(n: number, young: boolean): string {
  if (n === 0) return young ? t('purchases_since_none') : t('purchases_last_none');
  return young ? t('purchases_since', { n }) : t('purchases_last', { n });
}

function Purchases({ read }: Props) {
  const { last, before, best } = purchases(read, today.value);
  const young = daysBetween(firstDate(read) ?? today.value, today.value) < 27;
  const more = beyondDiary(entries.value, pack(), face.value, today.value);
  return (
    <Part name={t('purchases_title')}>
      <p class="finding">{purchasesWords(last, young)}</p>
      {more && <p class="read">{t('purchases_beyond', { n: more.n, date: dayWords(more.date) })}</p>}
      {(before !== null || best > 0) && (
        <table class="plain numbers">
          <caption class="hide">{t('purchases_title')}</caption>
          <tbody>
            {before !== null && (
              <tr>
                <th scope="row">{t('purchases_before')}</th>
                <td>{before}</td>
              </tr>
            )}
            {best > 0 && (
              <tr>
                <th scope="row">{t('purchases_best')}</th>
                <td>{t('purchases_days', { n: best })}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </Part>
  );
}

export const Insights = () => (face.value === 'near' ? <NearInsights /> : <OwnInsights />);

function OwnInsights() {
  const read = diary(entries.value.values());
  const empty = firstDate(read) === null;
  return (
    <Screen heading={t('tab_insights')} tab="insights">
      {empty ? (
        <div class="empty">
          <p class="read">{t('insights_empty')}</p>
          <a class="btn" href={to('log')}>
            {t('diary_log')}
          </a>
        </div>
      ) : (
        <>
          <Week whole />
          <Weeks read={read} />
          <Hours read={read} />
          <Triggers read={read} />
          <Helped read={read} />
          <Purchases read={read} />
        </>
      )}
      <Fortnights />
    </Screen>
  );
}
