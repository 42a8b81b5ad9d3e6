/** What the diary shows. Each part says its finding first, then draws it; what is missing stands together at the end. */
import { useMemo, useState } from 'preact/hooks';
import { diary, holdsAny } from '../domain/diary.ts';
import { offeredSpans, type Span } from '../domain/insights.ts';
import { t } from '../i18n.ts';
import { FurtherDown } from '../parts/Below.tsx';
import { Three } from '../parts/Choices.tsx';
import { Fortnights } from '../parts/Fortnights.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Week } from '../parts/Week.tsx';
import { to } from '../router.ts';
import { entries, face, today } from '../state.ts';
import { running } from '../today.ts';
import { Helped } from './insights/Helped.tsx';
import { Hours } from './insights/Hours.tsx';
import { Later } from './insights/Later.tsx';
import { missing } from './insights/missing.ts';
import { Purchases } from './insights/Purchases.tsx';
import { SummaryLink } from './insights/SummaryLink.tsx';
import { shownOf } from './insights/shown.ts';
import { Trend } from './insights/Trend.tsx';
import { Triggers } from './insights/Triggers.tsx';
import { NearInsights } from './near/NearInsights.tsx';

export const Insights = () => (face.value === 'near' ? <NearInsights /> : <OwnInsights />);

function OwnInsights() {
  if (!holdsAny(entries.value.values())) return <Empty />;
  return (
    <Screen heading={t('tab_insights')} tab="insights">
      <Week whole />
      <FurtherDown>
        <Figures />
      </FurtherDown>
    </Screen>
  );
}

/** What is counted over all of the diary. */
function Figures() {
  const all = entries.value;
  const date = today.value;
  const now = running.value;
  const read = useMemo(() => ({ ...diary(all.values()), running: now }), [all, now]);
  const [chosen, choose] = useState<Span>('weeks');
  const spans = offeredSpans(read, date);
  const span = spans.includes(chosen) ? chosen : 'weeks';
  const shown = shownOf(read, date, span);
  return (
    <>
      {spans.length > 1 && (
        <Three
          name="span"
          label={t('span_label')}
          options={spans.map((code) => ({ code, label: t(`span_${code}`) }))}
          chosen={[span]}
          choose={([code]) => code && choose(code)}
        />
      )}
      <Trend {...shown} />
      <Hours {...shown} />
      <Triggers {...shown} />
      <Helped {...shown} />
      <FurtherDown>
        <Purchases read={read} />
        <Fortnights />
        <Later {...missing(shown)} />
        <SummaryLink />
      </FurtherDown>
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
    <Fortnights />
  </Screen>
);
