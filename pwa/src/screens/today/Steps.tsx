/** Where one may go on: what comes back from yesterday, the next step of the programme, the day in a minute. */
import { diary } from '../../domain/diary.ts';
import { due } from '../../domain/due.ts';
import { nextStep } from '../../domain/programme.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Part } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { entries, pack, pendingWhat, settings, today } from '../../state.ts';

function Step({ href, title, small }: { href: string; title: string; small: string }) {
  return (
    <a class="step" href={href}>
      <span>
        <b>{title}</b>
        <span class="meta">{small}</span>
      </span>
      <Icon name="forward" />
    </a>
  );
}

/** The part of the lapse page that comes back the day after. */
export function Due() {
  const back = due(entries.value, pack(), today.value);
  if (!back) return null;
  return (
    <Part name={t('today_due')}>
      <Step href={to('text', 'page', back.page, back.step)} title={back.title} small={t('today_due_small')} />
    </Part>
  );
}

export function Next() {
  const next = nextStep(entries.value, pack(), settings.value.what ?? pendingWhat.value);
  if (!next) return null;
  const minutes = t('about_minutes', { n: next.minutes });
  return (
    <Part name={t('today_next')}>
      <Step
        href={to('text', 'module', next.module, next.step)}
        title={next.title}
        small={next.begun ? `${t('today_step', { step: next.n, of: next.of })} · ${minutes}` : minutes}
      />
    </Part>
  );
}

export function Day() {
  const done = diary(entries.value.values()).checkins.some((it) => it.date === today.value);
  if (done) return null;
  return (
    <Part name={t('today_day')}>
      <Step href={to('checkin')} title={t('checkin_title')} small={t('checkin_small')} />
    </Part>
  );
}
