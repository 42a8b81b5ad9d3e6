/** What the diary shows. Each part says its finding first, then draws it; what is missing stands together at the end. */
import { useMemo, useState } from 'preact/hooks';
import { diary, holdsAny } from '../../core/model/diary.ts';
import { offeredSpans, type Span } from '../../core/model/spans.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { FurtherDown } from '../../shared/Below.tsx';
import { Fortnights } from '../../shared/Fortnights.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { entries, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Week } from '../../shared/Week.tsx';
import { Three } from '../../ui/Choices.tsx';
import { Helped } from './Helped.tsx';
import { Hours } from './Hours.tsx';
import { Later } from './Later.tsx';
import { missing } from './missing.ts';
import { PurchasesPart } from './PurchasesPart.tsx';
import { SummaryLink } from './SummaryLink.tsx';
import { shownOf } from './shown.ts';
import { Trend } from './Trend.tsx';
import { Triggers } from './Triggers.tsx';

export function Insights() {
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
        <PurchasesPart read={read} />
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
