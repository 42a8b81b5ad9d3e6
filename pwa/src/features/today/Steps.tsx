/** Where one may go on: what comes back from yesterday and the next step of the programme. */
import type { Text } from '../../core/model/content.ts';
import type { Offer } from '../../core/model/pace.ts';
import { isSide, programmeFor, track } from '../../core/model/programme.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { soonWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { chosenWhat, face, pack } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { begunNow, dueNow } from './now.ts';

/** The part of the lapse page that comes back the day after. */
export function DueStep() {
  const back = dueNow.value;
  const begun = begunNow.value;
  if (!back) return null;
  return (
    <Part name={t('today_due')}>
      <StepLink
        href={to('text', 'page', back.page, back.step)}
        title={back.title}
        small={begun?.page === back.page ? t('look_back_begun', { ...begun }) : t('today_due_small')}
      />
    </Part>
  );
}

/** How far one is in it. Those close to him have few modules and count them. */
function far(next: Offer): string | null {
  const page = next.begun ? t('today_page', { step: next.n, of: next.of }) : null;
  if (face.value === 'stop') return page;
  const programme = programmeFor(pack(), chosenWhat.value);
  const modules = programme ? track(pack(), programme, chosenWhat.value) : [];
  const n = modules.findIndex((it) => it.id === next.module) + 1;
  const step = t('today_step', { step: n, of: modules.length });
  return page ? `${step} · ${page.toLowerCase()}` : step;
}

/** The next step; above it the module that comes first for some days. */
export function Next({ next, first }: { next: Offer | null; first: Text | null }) {
  return (
    <Part name={t('today_next')}>
      {first && (
        <StepLink
          href={to('text', 'module', first.id)}
          title={first.title}
          small={`${t('slip_first')} · ${t('about_minutes', { n: first.minutes })}`}
        />
      )}
      {next && <NextStep next={next} />}
    </Part>
  );
}

function NextStep({ next }: { next: Offer }) {
  const at = far(next);
  const minutes = at ? `${at} · ${t('about_minutes', { n: next.minutes })}` : t('takes_minutes', { n: next.minutes });
  const small = next.from ? t('next_from', { day: soonWords(next.from) }) : minutes;
  return (
    <StepLink
      href={to('text', 'module', next.module)}
      title={isSide(pack(), next.module) ? t('side_short') : next.title}
      small={small}
    />
  );
}
