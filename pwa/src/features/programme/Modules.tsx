/** Modules as rows: how far one is in each, where one is, and from when the next one is suggested; no other has a date. */
import type { Text } from '../../core/model/content.ts';
import { sideOffer } from '../../core/model/offers.ts';
import { type Booster, nextFrom } from '../../core/model/pace.ts';
import { moduleState, nextStep } from '../../core/model/programme.ts';
import { doneOn } from '../../core/model/progress.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { dateWords, soonWords } from '../../shared/moments.ts';
import { chosenWhat, entries, pack, today } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';

function far(text: Text, from: string | null): string {
  const at = moduleState(entries.value, text);
  const done = doneOn(entries.value, text.id);
  if (done) return t('module_done_on', { date: dateWords(done) });
  if (at.state === 'begun') return t('module_begun', { step: at.n, of: at.of, minutes: at.minutes });
  return from ? t('takes_from', { n: text.minutes, day: soonWords(from) }) : t('takes_minutes', { n: text.minutes });
}

/** `ordered`: a way to go, one after the other. */
export function Modules({ texts, ordered }: { texts: readonly Text[]; ordered?: boolean }) {
  const next = nextStep(entries.value, pack(), chosenWhat.value)?.module;
  const from = nextFrom(entries.value, pack(), chosenWhat.value, today.value);
  const fits = sideOffer(entries.value, pack(), chosenWhat.value, today.value)?.id;
  const rows = texts.map((text) => {
    const here = text.id === next;
    const small = [
      here ? t('you_are_here') : [],
      far(text, here ? from : null),
      text.id === fits ? t('side_fits') : [],
    ];
    return (
      <li key={text.id}>
        <StepLink
          href={to('text', 'module', text.id)}
          title={text.title}
          current={here}
          small={small.flat().join(' · ')}
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
        const done = doneOn(entries.value, it.module);
        const small = done
          ? t('module_done_on', { date: dateWords(done) })
          : it.state === 'due'
            ? t('takes_minutes', { n: it.minutes })
            : t('booster_on', { date: dateWords(it.at) });
        return (
          <li key={it.module}>
            <StepLink href={to('text', 'module', it.module)} title={it.title} small={small} />
          </li>
        );
      })}
    </ul>
  );
}
