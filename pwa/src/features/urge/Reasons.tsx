/**
 * One's own words, one at a time, large: why he wants to stop and what he answers the thoughts with; for somebody close to him
 * what holds them up.
 */
import { makersFor } from '../../core/model/answers.ts';
import type { PlanPlace } from '../../core/model/content.ts';
import { drawPlan } from '../../core/model/plan.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { useAt } from '../../shared/clock.ts';
import { Dock, Draft, Screen } from '../../shared/Screen.tsx';
import { entries, facePack, pack, reader } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { useTop } from '../../ui/top.ts';
import { FromYourself } from '../calm/index.ts';
import { aroundTool, Beside, doneWords, endAs, WayAside, WayDock, type WayProps } from './wayParts.tsx';

/** Whose words they are, by the tool's id. */
const places = { reasons: ['reasons', 'steady'], 'holds-me': ['steady'] } as const satisfies Record<
  string,
  PlanPlace[]
>;
type Own = keyof typeof places;

/** Whether a tool is nothing but his own reasons, and he has chosen none yet. */
export const isWithoutWords = (tool: string): boolean => tool === 'reasons' && ownWords(tool).length === 0;

/** What the plan holds for this tool. */
function ownWords(tool: Own) {
  const parts = drawPlan(entries.value, device(), facePack());
  return places[tool].flatMap((place) =>
    (parts.find((it) => it.place === place)?.lines ?? []).map(({ words }) => ({ place, words })),
  );
}

export function Reasons(props: WayProps) {
  const { tool, back, other, call, practising } = props;
  const [place, setAt] = useAt(props.kept);
  const at = place ?? 0;
  useTop(String(at));
  const id: Own = tool.id === 'holds-me' ? 'holds-me' : 'reasons';
  const own = ownWords(id);
  const [start, none, end] = ['start', 'none', 'end'].map((id) => tool.steps.find((it) => it.id === id));
  const around = aroundTool(tool);

  if (own.length === 0) {
    const maker = makersFor(pack(), reader.value).find((it) => it.exercise.plan.includes(places[id][0]));
    return (
      <Screen
        back={{ words: t('back'), act: back }}
        foot={
          <Dock>
            {maker && (
              <a class="btn main" href={to('text', maker.kind, maker.text.id, maker.step.id, 'edit')}>
                {t(id === 'reasons' ? 'reason_make' : 'steady_make')}
              </a>
            )}
            {other && (
              <button type="button" class="btn" onClick={other}>
                {t('something_else')}
              </button>
            )}
            {practising ? null : <WayAside call={call} />}
          </Dock>
        }
      >
        <h1 class="title">{none?.title ?? tool.title}</h1>
        <Blocks blocks={none?.blocks ?? []} around={around} />
        {props.under}
        <Draft shown={tool.draft} />
      </Screen>
    );
  }

  const now = own[Math.min(at, own.length - 1)];
  const last = at >= own.length - 1;
  return (
    <Screen
      back={{ words: t('back'), act: at > 0 ? () => setAt(at - 1) : back }}
      foot={
        last ? (
          <WayDock props={props} over words={doneWords(props, true)} />
        ) : (
          <Dock>
            <button type="button" class="btn main" onClick={() => setAt(at + 1)}>
              {t('reason_next')}
            </button>
            <Beside words={doneWords(props, false)} act={() => endAs(props, false)} other={other} />
            {!practising && <WayAside call={call} />}
          </Dock>
        )
      }
    >
      <h1 class="hide">{tool.title}</h1>
      <p class="meta">
        {now && t(`place_${now.place}`)} · {t('reason_n', { n: at + 1, of: own.length })}
      </p>
      <p class="own title reason">{now?.words}</p>
      <Blocks blocks={(last ? end : start)?.blocks ?? []} around={around} />
      {last && id === 'reasons' && <FromYourself />}
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}
