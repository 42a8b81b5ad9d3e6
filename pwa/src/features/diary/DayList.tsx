/** The lines of the diary under their dates, newest first. What is further down is drawn as one comes to it. */
import type { DiaryDay, DiaryLine } from '../../core/model/diary-lines.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { eveningHref } from './EveningRead.tsx';
import { LineDrawing } from './LineDrawing.tsx';
import { inTwoLines, lineFacts, lineOwn, lineTitle } from './lineWords.ts';
import { lines, showMore, shown } from './looking.ts';
import { MoreBelow } from './MoreBelow.tsx';

/** Each whole; the dot between two of them neither ends a line nor begins one. How many more there are is seen, and the ear has them all. */
function InLine({ facts }: { facts: readonly string[] }) {
  const { seen, rest } = inTwoLines(facts);
  const shown = rest.length > 0 ? [...seen, `+${rest.length}`] : seen;
  return (
    <small class="in-line">
      {shown.map((it, at) => (
        <span key={at} aria-hidden={at >= seen.length}>
          <span class="fact-dot">{at > 0 && ' · '}</span>
          {it}
        </span>
      ))}
      {rest.length > 0 && <span class="hide">{` · ${rest.join(' · ')}`}</span>}
    </small>
  );
}

const hrefOf = ({ kind, id, date, part }: DiaryLine): string =>
  kind === 'evening' && date && part ? eveningHref({ id, date, part }) : to('entry', id);

export function EntryRow({ line }: { line: DiaryLine }) {
  const [own, facts] = [lineOwn(line), lineFacts(line)];
  const apart = entries.value.get(line.id)?.also.length ?? 0;
  return (
    <li>
      <a class="row" href={hrefOf(line)}>
        <LineDrawing line={line} />
        <span>
          {lineTitle(line)}
          {own !== '' && <span class="line-own clip">{own}</span>}
          {facts.length > 0 && <InLine facts={facts} />}
          {apart > 0 && <small class="care">{t('diary_written_apart')}</small>}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

export function Rows({ of }: { of: readonly DiaryLine[] }) {
  return (
    <ul class="rows">
      {of.map((line) => (
        <EntryRow key={line.id} line={line} />
      ))}
    </ul>
  );
}

/** Drawn anew only when its own day has changed: the props of what reads a signal are compared. */
function DayPart({ day }: { day: DiaryDay }) {
  return (
    <Part name={capital(dateWords(day.date))}>
      <Rows of={day.lines} />
    </Part>
  );
}

export function DayList() {
  const { days, loose } = lines.value;
  const more = days.length > shown.value;
  return (
    <>
      {days.slice(0, shown.value).map((day) => (
        <DayPart key={day.date} day={day} />
      ))}
      {more && <MoreBelow words={t('diary_earlier')} more={showMore} />}
      {!more && loose.length > 0 && (
        <Part name={t('diary_loose')}>
          <Rows of={loose} />
        </Part>
      )}
    </>
  );
}
