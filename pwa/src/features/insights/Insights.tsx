/** What the diary shows, in four parts. Each drawing says its finding first; what is missing stands together under the last. */
import { useMemo, useState } from 'preact/hooks';
import { diary, holdsAny } from '../../core/model/diary.ts';
import { offeredSpans, type Span } from '../../core/model/spans.ts';
import { weekDays } from '../../core/model/week-days.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { FurtherDown, useFurtherDown } from '../../shared/Below.tsx';
import { Fortnights } from '../../shared/Fortnights.tsx';
import { Saved } from '../../shared/Saved.tsx';
import { Part, Screen } from '../../shared/Screen.tsx';
import { SoFarLink } from '../../shared/SoFarLink.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { entries, today, vault } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Week } from '../../shared/Week.tsx';
import { Three } from '../../ui/Choices.tsx';
import { Being } from './Being.tsx';
import { Hard } from './Hard.tsx';
import { Helped } from './Helped.tsx';
import { Later } from './Later.tsx';
import { missing } from './missing.ts';
import { PurchasesPart } from './PurchasesPart.tsx';
import { SummaryLink } from './SummaryLink.tsx';
import { answersOf, type Shown, shownOf } from './shown.ts';
import { Trend } from './Trend.tsx';
import { WeekDays } from './WeekDays.tsx';

export function Insights() {
  if (!holdsAny(entries.value.values())) return <Empty />;
  return (
    <Screen heading={t('tab_insights')} tab="insights">
      <Parts />
    </Screen>
  );
}

/** How far back one looks, in each diary, as long as it is open: it is the same when one comes back. In memory and nowhere else. */
const looked = new WeakMap<object, Span>();

function useSpan(): [Span, (next: Span) => void] {
  const of = vault.value;
  const [chosen, choose] = useState<Span>((of && looked.get(of)) ?? 'weeks');
  return [
    chosen,
    (next) => {
      if (of) looked.set(of, next);
      choose(next);
    },
  ];
}

/** What is counted over all of the diary; null in the frame in which the screen opens, which has the week alone. */
function useShown() {
  const counting = useFurtherDown();
  const [chosen, choose] = useSpan();
  const all = entries.value;
  const date = today.value;
  const now = running.value;
  const read = useMemo(() => (counting ? { ...diary(all.values()), running: now } : null), [counting, all, now]);
  const spans = read ? offeredSpans(read, date) : [];
  const span = spans.includes(chosen) ? chosen : 'weeks';
  const shown = useMemo(() => read && shownOf(read, date, span), [read, date, span]);
  return { shown, spans, span, choose };
}

function Parts() {
  const { shown, spans, span, choose } = useShown();
  const [all, date] = [entries.value, today.value];
  const days = useMemo(() => weekDays(all.values(), date), [all, date]);
  return (
    <>
      <SoFarLink />
      <Saved />
      <Part name={t('going_title')}>
        <Week whole drawn={(finding) => days.urges.length > 0 && <WeekDays {...days} finding={finding} />} />
        {spans.length > 1 && (
          <Three
            name="span"
            label={t('span_label')}
            options={spans.map((code) => ({ code, label: t(`span_${code}`) }))}
            chosen={[span]}
            choose={([code]) => code && choose(code)}
          />
        )}
        {shown && <Trend {...shown} />}
        {shown && <PurchasesPart {...shown} />}
      </Part>
      {shown && (
        <>
          <Hard {...shown} />
          <Helped {...shown} />
          <FurtherDown>
            <FurtherParts {...shown} />
          </FurtherDown>
        </>
      )}
    </>
  );
}

function FurtherParts(shown: Shown) {
  const answers = useMemo(() => answersOf(shown), [shown.read, shown.span, shown.dates.until]);
  return (
    <>
      <Being {...answers} span={shown.span} bought={shown.bought} />
      <Later named={SubPart} of={missing(shown, answers)} />
      <SummaryLink />
    </>
  );
}

/** Nothing is written yet: what comes, and how little it takes. */
const Empty = () => (
  <Screen heading={t('tab_insights')} tab="insights">
    <div class="empty">
      <p class="read">{t('insights_empty')}</p>
      <a class="btn" href={to('log')}>
        {t('diary_log')}
      </a>
    </div>
    <Fortnights named={Part} />
  </Screen>
);
