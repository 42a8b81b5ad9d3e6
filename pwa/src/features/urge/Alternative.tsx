/** What he has planned to do instead: choose one, do it, come back. The whole card stands by, with the reason and the barrier. */
import { makersFor } from '../../core/model/answers.ts';
import { localMinute } from '../../core/model/dates.ts';
import { isPlannedNow } from '../../core/model/first-way.ts';
import { planCard } from '../../core/model/plan.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { wallClock } from '../../platform/environment.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Card } from '../../shared/Card.tsx';
import { useAt } from '../../shared/clock.ts';
import { capital } from '../../shared/moments.ts';
import { Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { entries, facePack, pack, reader } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { timeWords } from '../../shared/whens.ts';
import { Icon } from '../../ui/Icon.tsx';
import { linesNow, plannedHere } from './hardNow.ts';
import { aroundTool, WayAside, WayDock, type WayProps } from './wayParts.tsx';

export function Alternative(props: WayProps) {
  const { tool, back, other, call, open } = props;
  const lines = linesNow();
  const now = localMinute(wallClock.date());
  // What is planned for now comes first; the place of a line stays its place in the plan.
  const first = plannedHere()?.first_text;
  const planned = (line: PlanLine) => isPlannedNow(line, now, first);
  const shown = [...lines].sort((a, b) => Number(planned(b)) - Number(planned(a)));
  const [at, setAt] = useAt(props.kept);
  const chosen = lines[lines.length === 1 ? 0 : (at ?? -1)];
  const around = aroundTool(tool);
  const step = tool.steps.find((it) => it.id === 'start');
  const none = tool.steps.find((it) => it.id === 'none');

  const choose = (line: PlanLine) => {
    if (line.code && pack().tools[line.code]) return open?.(line.code);
    if (line.code === 'call' && call) return call();
    setAt(lines.indexOf(line));
  };

  if (chosen)
    return (
      <Screen
        back={{ words: t('back'), act: lines.length > 1 ? () => setAt(null) : back }}
        foot={
          <WayDock
            props={{ ...props, done: () => props.done({ way: chosen.code ?? 'alternative', did: chosen.words }) }}
            over
            words={t('way_did')}
          />
        }
      >
        <h1 class="title">{step?.title ?? tool.title}</h1>
        <p class="own">{chosen.words}</p>
        {step && (
          <div class="gap">
            <Blocks blocks={step.blocks} around={around} />
          </div>
        )}
        {props.under}
        <MyCard led={chosen.words === first} />
        <Draft shown={tool.draft} />
      </Screen>
    );

  const maker = makersFor(pack(), reader.value).find((it) => it.exercise.plan.includes('alternatives'));
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {lines.length === 0 && maker && (
            <a class="btn main" href={to('text', maker.kind, maker.text.id, maker.step.id, 'edit')}>
              {t('alternative_make')}
            </a>
          )}
          {other && (
            <button type="button" class="btn" onClick={other}>
              {t('something_else')}
            </button>
          )}
          <WayAside call={call} />
        </Dock>
      }
    >
      <h1 class="title">{tool.title}</h1>
      <Blocks blocks={lines.length === 0 ? (none?.blocks ?? []) : tool.intro} around={around} />
      <MyCard />
      <ul class="rows push">
        {shown.map((line) => (
          <li key={line.key}>
            <button type="button" class="row" onClick={() => choose(line)}>
              <span>
                {capital(line.words)}
                {planned(line) ? <small>{t('planned_now')}</small> : line.time && <small>{timeWords(line.time)}</small>}
              </span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
      </ul>
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}

function MyCard({ led = false }: { led?: boolean }) {
  const pairs = planCard(entries.value, facePack(), led);
  return pairs.length > 0 ? (
    <Part name={t('my_card')} after>
      <Card pairs={pairs} />
    </Part>
  ) : null;
}
