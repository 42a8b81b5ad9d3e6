/**
 * Modules as rows: what each gives, or how far one is in it; where one is, and from when the next one is suggested. No other has a
 * date.
 */
import { answeredModules } from '../../core/model/answers.ts';
import type { Text } from '../../core/model/content.ts';
import { explained } from '../../core/model/listen.ts';
import { sideOffer } from '../../core/model/offers.ts';
import { type Booster, nextFrom } from '../../core/model/pace.ts';
import { moduleState, nextStep } from '../../core/model/programme.ts';
import { doneOn } from '../../core/model/progress.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { dateWords, soonWords } from '../../shared/moments.ts';
import { chosenWhat, entries, pack, today } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';

/** That it is finished, or was read, and when. */
function ended(module: string): string | null {
  const done = doneOn(entries.value, module);
  const answered = done && answeredModules(entries.value, device()).has(module);
  return done ? t(answered ? 'module_done_on' : 'module_read_on', { date: dateWords(done) }) : null;
}

/** How far one is in it; null where it has not been begun. */
function far(text: Text): string | null {
  const at = moduleState(entries.value, text);
  const end = ended(text.id);
  if (end) return end;
  return at.state === 'begun' ? t('module_begun', { step: at.n, of: at.of, minutes: at.minutes }) : null;
}

/** `ordered`: a way to go, one after the other. */
export function Modules({ texts, ordered }: { texts: readonly Text[]; ordered?: boolean }) {
  const next = nextStep(entries.value, pack(), chosenWhat.value)?.module;
  const from = nextFrom(entries.value, pack(), chosenWhat.value, today.value);
  const fits = sideOffer(entries.value, pack(), chosenWhat.value, today.value)?.id;
  const rows = texts.map((text) => {
    const here = text.id === next;
    const status = far(text);
    const small = [
      here ? t('you_are_here') : [],
      status ?? (here && from ? t('from_day', { day: soonWords(from) }) : []),
      text.id === fits ? t('side_fits') : [],
    ].flat();
    return (
      <li key={text.id}>
        <StepLink
          href={to('text', 'module', text.id)}
          title={text.title}
          current={here}
          small={[small.join(' · '), status === null ? explained(text) : ''].filter(Boolean)}
          minutes={status === null ? t('minutes_short', { n: text.minutes }) : undefined}
        />
      </li>
    );
  });
  return ordered ? <ol class="rows">{rows}</ol> : <ul class="rows">{rows}</ul>;
}

/** Boosters that have come. */
export function Boosters({ all }: { all: readonly Booster[] }) {
  return (
    <ul class="rows">
      {all.map((it) => {
        const small =
          ended(it.module) ??
          (it.state === 'due' ? t('takes_minutes', { n: it.minutes }) : t('booster_on', { date: dateWords(it.at) }));
        return (
          <li key={it.module}>
            <StepLink href={to('text', 'module', it.module)} title={it.title} small={small} />
          </li>
        );
      })}
    </ul>
  );
}
