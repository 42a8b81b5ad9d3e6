import { faceOf } from '../../core/model/codec.ts';
import { HIGH, placeOnHill, WIDE } from '../../core/model/landscape.ts';
import { boosters } from '../../core/model/pace.ts';
import { drawPlan } from '../../core/model/plan.ts';
import { programmeFor, sidePaths, textsOf, track } from '../../core/model/programme.ts';
import { t } from '../../platform/i18n.ts';
import { go, type ScreenProps, to } from '../../platform/router.ts';
import { insideApp } from '../../platform/storage.ts';
import { device } from '../../shared/answering.ts';
import { Landscape } from '../../shared/Landscape.tsx';
import { soFarNow, soFarWords } from '../../shared/landscape.ts';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { guest } from '../../shared/session.ts';
import { chosenWhat, entries, facePack, pack, today, unkept, vault } from '../../shared/state.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { Boosters, Modules } from './Modules.tsx';
import { offered, offeredFirst } from './offered.ts';

export function ProgrammeScreen(_: ScreenProps) {
  const what = chosenWhat.value;
  const programme = programmeFor(pack(), what);
  const order = programme ? track(pack(), programme, what) : [];
  const others = textsOf(pack(), programme?.modules ?? []).filter((it) => !order.includes(it));
  const beside = sidePaths(pack(), what).filter((it) => !order.includes(it));
  const after = boosters(entries.value, pack(), what, today.value).filter((it) => it.state !== 'coming');
  // Somebody who speaks of himself and is close to somebody too has both programmes.
  const near = pack().programmes.find((it) => it.id === 'near');
  const too = what.includes('relative') && faceOf(what) === 'stop' ? textsOf(pack(), near?.modules ?? []) : [];
  const plan = drawPlan(entries.value, device(), facePack()).some((it) => it.place !== 'safety');
  const [next, first] = [offered(), offeredFirst()];
  return (
    <Screen
      {...(insideApp() ? { back: true } : { heading: t('tab_programme'), tab: 'programme' })}
      foot={
        next &&
        !next.from && (
          <Dock>
            <a class="btn main" href={to('text', 'module', next.module)}>
              {next.begun ? t('go_on_step', { step: next.n, of: next.of }) : t('begin_module')}
            </a>
          </Dock>
        )
      }
    >
      {insideApp() && <h1 class="title">{t('tab_programme')}</h1>}
      {/* At a locked phone it is not known what has been done. */}
      {!guest.value && (
        <Landscape way>
          <Marks modules={order.map((it) => it.id)} />
        </Landscape>
      )}
      {!guest.value && soFarNow.value && <p class="hide">{soFarWords(soFarNow.value.done)}</p>}
      {first && (
        <Part name={t('slip_first')}>
          <Modules texts={[first]} />
        </Part>
      )}
      <Part name={t('own_track')}>
        {order.length > 1 && <p class="read">{t('programme_pace')}</p>}
        <Modules texts={order} ordered />
      </Part>
      {after.length > 0 && (
        <Part name={t('follow_up')}>
          <Boosters all={after} />
        </Part>
      )}
      {beside.length > 0 && (
        <Part name={t('side_paths')}>
          <p class="read">{t('side_read')}</p>
          <Modules texts={beside} />
        </Part>
      )}
      {others.length > 0 && (
        <Part name={t('all_modules')}>
          <Modules texts={others} />
        </Part>
      )}
      {too.length > 0 && (
        <Part name={t('near_too')}>
          <Modules texts={too} ordered />
        </Part>
      )}
      <Part name={t('more_here')}>
        <ul class="rows">
          {!unkept.value && (
            <LinkRow href={to('plan')} name={t('my_plan')} small={t(plan ? 'plan_small' : 'plan_small_empty')} />
          )}
          <LinkRow href={to('tools')} name={t('tools_title')} small={t('tools_small')} />
          <LinkRow href={to('help')} name={t('help_title')} small={t('help_small')} />
          {vault.value && <LinkRow href={to('sofar')} name={t('sofar_title')} small={t('sofar_small')} />}
          {vault.value && <LinkRow href={to('month')} name={t('pause_or_end')} small={t('pause_or_end_small')} />}
        </ul>
      </Part>
    </Screen>
  );
}

/** A press on the drawing, at the mark of a module, leads where its row leads: the drawing is for the eye and the finger alone. */
function Marks({ modules }: { modules: readonly string[] }) {
  const places = modules.map((_, n) => placeOnHill(n, modules.length));
  const [first = 0, second = WIDE] = places;
  const wide = second - first;
  return modules.map((id, n) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: the row of the module is the same link, for the keyboard and the ear.
    <rect
      key={id}
      class="way-press"
      x={(places[n] ?? 0) - wide / 2}
      width={wide}
      height={HIGH}
      onClick={() => go('text', 'module', id)}
    />
  ));
}
