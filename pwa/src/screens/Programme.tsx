/** The programme: its modules with how far one is, the plan they make, and where to find help. Only what exists; nothing is locked. */
import type { ScreenProps } from '../app.tsx';
import type { Text } from '../domain/content.ts';
import { drawPlan } from '../domain/plan.ts';
import { moduleState, nextStep, programmeFor, track } from '../domain/programme.ts';
import { t } from '../i18n.ts';
import { Icon } from '../parts/Icon.tsx';
import { Dock, Part, Screen } from '../parts/Screen.tsx';
import { to } from '../router.ts';
import { entries, pack, settings } from '../state.ts';
import { device } from './steps/answering.ts';

export function Programme(_: ScreenProps) {
  const what = settings.value.what;
  const programme = programmeFor(pack(), what);
  const modules = programme ? track(pack(), programme, what) : [];
  const next = nextStep(entries.value, pack(), what);
  const plan = drawPlan(entries.value, device(), pack()).some((it) => it.place !== 'safety');
  return (
    <Screen
      heading={t('tab_programme')}
      tab="programme"
      foot={
        next && (
          <Dock>
            <a class="btn main" href={to('text', 'module', next.module, next.step)}>
              {next.begun ? t('go_on_step', { step: next.n, of: next.of }) : t('begin_module')}
            </a>
          </Dock>
        )
      }
    >
      <Part name={t('modules')}>
        <ul class="rows">
          {modules.map((text) => (
            <li key={text.id}>
              <ModuleRow text={text} />
            </li>
          ))}
        </ul>
      </Part>
      <Part name={t('more_here')}>
        <ul class="rows">
          <Row href={to('plan')} words={t('my_plan')} small={t(plan ? 'plan_small' : 'plan_small_empty')} />
          <Row href={to('help')} words={t('help_title')} small={t('help_small')} />
        </ul>
      </Part>
    </Screen>
  );
}

function ModuleRow({ text }: { text: Text }) {
  const at = moduleState(entries.value, text);
  const small =
    at.state === 'done'
      ? t('module_done')
      : at.state === 'begun'
        ? t('module_begun', { step: at.n, of: at.of, minutes: at.minutes })
        : t('takes_minutes', { n: text.minutes });
  return (
    <a class="step" href={to('text', 'module', text.id)}>
      <span>
        <b>{text.title}</b>
        <span class="meta">{small}</span>
      </span>
      <Icon name="forward" />
    </a>
  );
}

export function Row({ href, words, small }: { href: string; words: string; small?: string | undefined }) {
  return (
    <li>
      <a class="row" href={href}>
        <span>
          {words}
          {small && <small>{small}</small>}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}
