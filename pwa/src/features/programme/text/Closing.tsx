/**
 * How a module ends: the way with one more point, all that was chosen and written in it, its practice, and then rest. The last one ends
 * the programme: why he began and what he has done come first, and what comes next is said. Whatever else the app may ask waits for
 * another moment.
 */
import { answeredModules, asks } from '../../../core/model/answers.ts';
import type { Practice, Text } from '../../../core/model/content.ts';
import { boosters, endsProgramme } from '../../../core/model/pace.ts';
import { dayWords } from '../../../platform/dates.ts';
import { t } from '../../../platform/i18n.ts';
import { root, to } from '../../../platform/router.ts';
import { device } from '../../../shared/answering.ts';
import { together } from '../../../shared/findings.ts';
import { Landscape } from '../../../shared/Landscape.tsx';
import { placeNow, soFarNow } from '../../../shared/landscape.ts';
import { Dock, Part, Screen } from '../../../shared/Screen.tsx';
import { chosenWhat, entries, pack, today } from '../../../shared/state.ts';
import { hasShown, ShownAnswers } from '../../exercise/index.ts';
import { DonePart } from '../DonePart.tsx';
import { MonthReasons } from '../month/MonthNumbersPart.tsx';

interface Props {
  text: Text;
  /** None where it was not taken. */
  practice?: Practice | undefined;
  /** It was not gone through before. */
  first: boolean;
}

export function Closing({ text, practice, first }: Props) {
  const made = text.steps.flatMap(({ exercise }) => (asks(exercise) ? exercise.answer : []));
  const some = hasShown(made);
  const line = first && answeredModules(entries.value, device()).has(text.id);
  // Gone through once more, a module ends no programme.
  const last = first && endsProgramme(entries.value, pack(), chosenWhat.value, text.id);
  const done = soFarNow.value?.done;
  const titleOf = () => {
    if (last) return 'closing_end';
    return some || practice ? 'closing_title' : 'closing_read';
  };
  return (
    <Screen
      low
      back={{ words: t('tab_today'), act: () => root('today') }}
      tab="programme"
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => root('today')}>
            {t('page_enough')}
          </button>
        </Dock>
      }
    >
      <p class="meta">{text.title}</p>
      <h1 class="title">{t(titleOf())}</h1>
      <ClosingWay line={line} low={some && !last} />
      {last && (
        <>
          <MonthReasons />
          {done && <DonePart done={done} />}
        </>
      )}
      {last && some ? (
        <Part name={t('closing_title')}>
          <ShownAnswers show={made} />
        </Part>
      ) : (
        <ShownAnswers show={made} />
      )}
      {practice && (
        <Part name={practice.title} after>
          <div class="own">
            <p>{practice.do}</p>
            <p>{practice.when}</p>
          </div>
          <p class="meta own-gap">{t('closing_where')}</p>
        </Part>
      )}
      {last && <Next />}
    </Screen>
  );
}

/** What comes after the programme: all of it stays, and a follow-up has its date. */
function Next() {
  const coming = boosters(entries.value, pack(), chosenWhat.value, today.value).find((it) => it.state === 'coming');
  return (
    <Part name={t('closing_next')}>
      <p class="read">{t('closing_stays')}</p>
      {coming && <p class="read">{t('rest_next', { date: dayWords(coming.at) })}</p>}
    </Part>
  );
}

/** The way up the hill, and in words what it shows and what is new in it; nothing where nothing is kept. `low`: it leaves room for his words. */
export function ClosingWay({ line, low }: { line: boolean; low?: boolean }) {
  if (!soFarNow.value) return null;
  const done = placeNow.value?.done ?? [];
  const n = done.filter((it) => it).length;
  return (
    <>
      <Landscape way low={low ?? false} />
      <p class="meta">
        <a href={to('sofar')}>{t(line ? 'sofar_line' : 'sofar_title')}</a>
        {n > 0 && `. ${together(t('closing_way', { n, of: done.length }))}`}
      </p>
    </>
  );
}
