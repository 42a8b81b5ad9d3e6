/** After a log: «Lagret», time to undo, and what may be remembered besides. */
import { useEffect, useState } from 'preact/hooks';
import { lastEased } from '../../core/model/compared.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import { diary } from '../../core/model/diary.ts';
import type { Entry } from '../../core/model/plain.ts';
import { plansFor } from '../../core/model/plan.ts';
import { isVeryStrong } from '../../core/model/ride.ts';
import { t } from '../../platform/i18n.ts';
import { back, instead, root, route, type ScreenProps, stillHere, to } from '../../platform/router.ts';
import { flush, savingOf } from '../../shared/drafts.ts';
import { editsOf, undoChange } from '../../shared/edits.ts';
import { capital, momentWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Rivals } from '../../shared/Rivals.tsx';
import { Saved, tell } from '../../shared/Saved.tsx';
import { CrisisLink, Dock, Screen } from '../../shared/Screen.tsx';
import { entries, facePack, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Before, Did, Felt, PlacePart, Thoughts } from './About.tsx';
import { chosenWords } from './Facts.tsx';
import { showLogged } from './looking.ts';
import { NumberRows } from './NumberRows.tsx';

/** What was kept, the way to mend it, since a finger misses, and how strong it was afterwards. */
function Kept({ entry }: { entry: Entry }) {
  const { id } = entry;
  const [{ date, part, strength, after }, change] = editsOf(entry);
  return (
    <NumberRows
      shut
      asked={[{ field: 'after', name: t('entry_after'), value: typeof after === 'number' ? after : null }]}
      press={(field, value) => change({ [field]: value })}
    >
      <li>
        <a class="row" href={to('entry', id, 'edit')}>
          <span>
            {typeof strength === 'number' ? t('diary_urge', { strength }) : t('diary_urge_half')}
            {isDate(date) && isPart(part) && <small>{capital(momentWords(date, part))}</small>}
          </span>
          <span class="link">{t('change')}</span>
        </a>
      </li>
    </NumberRows>
  );
}

/** How the last one that was about as strong went, where that is worth knowing now. */
function Last({ entry: { fields } }: { entry: Entry }) {
  const { date, strength } = fields;
  const [eased] = useState(() =>
    date === today.value && typeof strength === 'number' ? lastEased(diary(entries.peek().values()), strength) : null,
  );
  return eased && <p class="read after">{t('about_last', { ...eased })}</p>;
}

/** What he has planned to do when it comes with what he has just named. */
function PlanFor({ entry }: { entry: Entry }) {
  const plans = plansFor(entries.value, facePack(), chosenWords(editsOf(entry)[0], 'triggers'));
  if (plans.length === 0) return null;
  return (
    <div class="own-gap">
      <p class="meta">{t('about_plan')}</p>
      {plans.map(({ key, words }) => (
        <p key={key} class="lead own">
          {words}
        </p>
      ))}
    </div>
  );
}

/** Whether it may be there now, and is so strong that help stands first. */
function isHardNow({ fields: { date, part, strength } }: Entry): boolean {
  const now = running.value;
  return date === now.date && part === now.part && typeof strength === 'number' && isVeryStrong(strength);
}

/** `from`: a day of the diary, or the diary, that one comes from. */
export function MoreAbout({ args: [id = '', from] }: ScreenProps) {
  const entry = entries.value.get(id);
  const [kept] = useState(entry);
  const leave = () => {
    if (!from) return root('today');
    if (isDate(entry?.fields.date)) showLogged(entry.fields.date);
    back('diary');
  };
  // Taken back, by the press or elsewhere: another number may have been meant, at the same time.
  const again = () => {
    const { date, part } = kept?.fields ?? {};
    if (route.peek().name !== 'more-about') return;
    if (isDate(date) && isPart(part)) instead('log', from ?? '', date, part);
    else leave();
  };
  useEffect(() => {
    if (!entry) again();
  }, [entry]);
  // What could not be kept stays in sight.
  const done = async () => {
    const still = stillHere();
    await flush();
    if (savingOf(id) === 'failed' || !still()) return;
    const undo = kept && undoChange(kept);
    const { strength, after } = entries.peek().get(id)?.fields ?? {};
    const fell = typeof strength === 'number' && typeof after === 'number' ? { strength, after } : null;
    if (undo) tell(() => (fell ? t('log_fell', fell) : t('log_more_saved')), undo);
    leave();
  };
  const hard = entry !== undefined && isHardNow(entry);
  return (
    <Screen
      tab="diary"
      back={from ? { words: t('tab_diary'), to: 'diary' } : { words: t('tab_today') }}
      foot={
        <Dock>
          {savingOf(id) === 'failed' && <NotKept />}
          <button type="button" class="btn main" onClick={() => void done()}>
            {t('done')}
          </button>
          {hard && (
            <div class="aside">
              <CrisisLink />
            </div>
          )}
        </Dock>
      }
    >
      <Saved undone={again} />
      <h1 class="title">{t('about_title')}</h1>
      <p class="meta">{t('about_optional')}</p>
      {hard && (
        <a class="btn wide after" href={to('urge', 'logged', id)}>
          {t('about_help')}
        </a>
      )}
      {entry && (
        <>
          <Last entry={entry} />
          <Rivals entry={entry} />
          {/* In sight without scrolling. */}
          <Kept entry={entry} />
          <Before entry={entry}>
            <div aria-live="polite">
              <PlanFor entry={entry} />
            </div>
          </Before>
          <Thoughts entry={entry} />
          {/* What tells what helps, before where it was and how it felt. */}
          <Did entry={entry} />
          <PlacePart entry={entry} />
          <Felt entry={entry} />
        </>
      )}
    </Screen>
  );
}
