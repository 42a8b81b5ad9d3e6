/** Four weeks on one page, to take along to somebody. Each part is chosen here; purchases and own words only when they are ticked. */
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { courses } from '../../core/model/fortnight.ts';
import { type Dates, fourWeeks, ownWords } from '../../core/model/four-weeks.ts';
import { nearDays } from '../../core/model/near.ts';
import { nearSummary } from '../../core/model/near-summary.ts';
import { labelsOf } from '../../core/model/summary-labels.ts';
import { dayWords, paperDate } from '../../platform/dates.ts';
import { printPage } from '../../platform/externalActivity.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { labelOf } from '../../shared/codes.ts';
import { appName } from '../../shared/mask.ts';
import { capital } from '../../shared/moments.ts';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, pack, settings, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Choices } from '../../ui/Choices.tsx';
import { nearDates, nearSheetParts } from './summary/nearParts.ts';
import { ownParts } from './summary/parts.ts';
import { SheetView } from './summary/SheetView.tsx';
import { asText, type Sheet, type SheetField, type SheetPart } from './summary/sheet.ts';

const labels = {
  trigger: (code: string) => labelOf('triggers', code),
  way: (code: string) => labelOf('ways', code),
};

/** What a text was written under. */
const asked: Readonly<Record<string, Key>> = {
  did_text: 'about_did',
  text: 'about_thoughts',
  good_text: 'checkin_good',
};

interface Whole {
  dates: Dates;
  /** Everything that may stand there; without purchases when they are not chosen. */
  parts: SheetPart[];
}

/** The sheet of the face that is shown, with or without purchases; null before anything is written. */
function wholeOf(bought: boolean): Whole | null {
  const date = today.value;
  const all = [...entries.value.values()];
  const asks = courses(entries.value, pack(), face.value);
  const ofWeek = labelsOf(pack(), entries.value, settings.value, date);
  if (face.value === 'near') {
    const days = nearDays(all);
    if (days.length === 0) return null;
    return {
      dates: nearDates(days, date),
      parts: nearSheetParts(days, asks, date, nearSummary(all, date), ofWeek.next),
    };
  }
  const numbers = fourWeeks(all, date, bought, running.value);
  const any = fourWeeks(all, date, true).days > 0 || asks.length > 0;
  return any ? { dates: numbers.dates, parts: ownParts(numbers, asks, labels, ofWeek) } : null;
}

/** Kept nowhere: the next time everything is as it was. */
function useChosen() {
  const [left, leave] = useState<readonly SheetField[]>([]);
  const [bought, buy] = useState(false);
  const [texts, take] = useState<readonly string[]>([]);
  return { left, leave, bought, buy, texts, take };
}

export const Summary = (_: ScreenProps) => (
  <FourWeeksSheet
    title={t('summary_title')}
    lead={t('summary_read')}
    foot={(sheet) => sheet && <Foot sheet={sheet} />}
  />
);

interface SheetProps {
  title: string;
  lead: string;
  /** Under the lead. */
  notice?: ComponentChildren;
  /** What is pressed; null: nothing is chosen. */
  foot: (sheet: Sheet | null) => ComponentChildren;
}

/** The sheet with its choices, for whoever it is taken along to. */
export function FourWeeksSheet({ title, lead, notice, foot }: SheetProps) {
  const chosen = useChosen();
  const { left, bought, texts } = chosen;
  const all = entries.value;
  const whole = useMemo(() => wholeOf(bought), [all, bought, face.value, today.value]);
  if (!whole) return <Empty />;
  const { dates, parts } = whole;
  const words = ownWords(all.values(), face.value, dates, bought).map((it) => ({
    ...it,
    about: `${capital(dayWords(it.date))}: ${t(asked[it.field] ?? 'about_thoughts')}`,
  }));
  const sheet: Sheet = {
    name: appName(),
    dates: t('summary_dates', { from: dayWords(dates.from), until: paperDate(dates.until) }),
    parts: parts.filter((it) => !left.includes(it.field)),
    words: words.filter((it) => texts.includes(it.key)),
    wordsName: t('summary_texts'),
  };
  const empty = sheet.parts.length + sheet.words.length === 0;
  return (
    <Screen back floats foot={foot(empty ? null : sheet)}>
      <h1 class="title no-print">{title}</h1>
      <p class="read no-print">{lead}</p>
      {notice}
      <div class="no-print choosing">
        <Fields parts={parts} {...chosen} />
        {words.length > 0 && (
          <Part name={t('summary_texts')}>
            <p class="read">{t('summary_texts_read')}</p>
            <Choices
              name="texts"
              label={t('summary_texts')}
              options={words.map(({ key, about, text }) => ({ code: key, label: text, small: about }))}
              chosen={texts}
              choose={chosen.take}
            />
          </Part>
        )}
        <h2 class="ask">{t('summary_preview')}</h2>
      </div>
      {empty ? <p class="read">{t('summary_nothing')}</p> : <SheetView sheet={sheet} />}
    </Screen>
  );
}

/** A checkbox for each part; that of purchases stands last and is not ticked. */
function Fields({ parts, left, leave, bought, buy }: { parts: readonly SheetPart[] } & ReturnType<typeof useChosen>) {
  const fields = parts.map(({ field }) => field).filter((it) => it !== 'purchases');
  const last: SheetField[] = face.value === 'near' ? [] : ['purchases'];
  return (
    <Part name={t('summary_choose')} after>
      <Choices
        name="parts"
        label={t('summary_choose')}
        options={[...fields, ...last].map((code) => ({ code, label: t(`summary_${code}`) }))}
        chosen={[...fields.filter((it) => !left.includes(it)), ...(bought ? last : [])]}
        choose={(codes) => {
          leave(fields.filter((it) => !codes.includes(it)));
          buy(codes.includes('purchases'));
        }}
      />
      {last.length > 0 && !bought && <p class="meta">{t('summary_purchases_small')}</p>}
    </Part>
  );
}

function Foot({ sheet }: { sheet: Sheet }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  async function copy() {
    const done = await navigator.clipboard?.writeText(asText(sheet)).then(
      () => true,
      // Shown as «no» just below.
      () => false,
    );
    setCopied(done ? 'yes' : 'no');
  }
  return (
    <Dock>
      <p class="meta" role="status">
        {copied && t(copied === 'yes' ? 'summary_copied' : 'summary_copy_failed')}
      </p>
      <div class="pair">
        <button type="button" class="btn" onClick={() => void copy()}>
          {t('summary_copy')}
        </button>
        <button type="button" class="btn main" onClick={printPage}>
          {t('print')}
        </button>
      </div>
    </Dock>
  );
}

const Empty = () => (
  <Screen back>
    <h1 class="title">{t('summary_title')}</h1>
    <div class="empty">
      <p class="read">{t('summary_empty')}</p>
      <a class="btn" href={to(face.value === 'near' ? 'checkin' : 'log')}>
        {t(face.value === 'near' ? 'near_answer_today' : 'diary_log')}
      </a>
    </div>
  </Screen>
);
