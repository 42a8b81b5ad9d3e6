/**
 * The other ways through. What he has chosen himself stands first: his own plan, and whom he rings. A few more stand at hand, the one
 * that has helped most before them; the rest by group.
 */
import type { Text } from '../../core/model/content.ts';
import { OWN_WAYS, type OwnWay, toRing } from '../../core/model/first-way.ts';
import { people } from '../../core/model/plan.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { dialled } from '../../core/model/plan-people.ts';
import { atHand, best, grouped, offeredTools, rideMinutes, tellingTriggers } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { labelOf } from '../../shared/codes.ts';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, facePack, pack } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { Chips } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { momentNow, ownNow, plannedHere } from './hardNow.ts';
import { bestWayWords } from './helped.ts';
import { useHeard } from './recordings.ts';
import { move, openWay, ride } from './ride.ts';
import { said, tool } from './said.ts';
import { aroundTool } from './wayParts.tsx';

interface Props {
  back: () => void;
  open: (way: string, at?: number | null) => void;
}

/** At least so many of the app's own ways stand beside his. */
const fewest = 2;

/** What is offered, in its order: his own lines, whom he rings, the tools. What he has just left stands last. */
function useOffers(near: boolean) {
  const heard = useHeard();
  const bundle = pack();
  const { tool: here, at, triggers } = ride.value;
  const moment = momentNow(triggers);
  const own = near ? [] : ownNow();
  const left = ({ way }: OwnWay) => way.tool === here && (way.at === null || way.at === at);
  const ring = near ? undefined : toRing(people(entries.value, device(), facePack()), plannedHere()?.person_text);
  const ids = offeredTools(entries.value, bundle, face.value, moment, heard);
  const tools = ids.flatMap((id) => bundle.tools[id] ?? []);
  const others = own.filter((it) => !left(it));
  // Of a plan of one line the line stands in place of the plan; who has none is offered none.
  const plan = own.length > 1 || (own.length === 1 && others.length === 0);
  const shown = tools.filter(({ id }) => id !== 'alternative' || plan);
  const most = near ? undefined : best(entries.value, bundle, moment, heard);
  return {
    own: others.slice(0, OWN_WAYS),
    ring,
    // Whom he has planned to be with or to ring is rung before anything else.
    ringsFirst: ring !== undefined && ring.words === plannedHere()?.person_text,
    tools: [...shown.filter(({ id }) => id !== here), ...shown.filter(({ id }) => id === here)],
    helps: most && most.way !== here ? bestWayWords(most, bundle.tools[most.way] as Text, moment) : '',
  };
}

export function Ways({ back, open }: Props) {
  const near = face.value === 'near';
  const { own, ring, ringsFirst, tools, helps } = useOffers(near);
  const [planned, ...plan] = own;
  const first = planned ? undefined : tools[0];
  const rest = tools.filter((it) => it !== first);
  const ringing = (it: Text) => ring !== undefined && it.id === 'call';
  const hand = Math.max(fewest, atHand - plan.length - (ring ? 1 : 0));
  const others = rest.filter((it) => !ringing(it)).slice(0, hand);
  const words = said(near ? 'near-choose' : 'choose');
  const text = tool();
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {planned ? (
            <button type="button" class="btn main" onClick={() => open(planned.way.tool, planned.way.at)}>
              {t('own_way', { words: planned.line.words })}
            </button>
          ) : (
            first && (
              <button type="button" class="btn main" onClick={() => open(first.id)}>
                {first.title}
              </button>
            )
          )}
          <div class="aside">
            <CrisisLink />
          </div>
        </Dock>
      }
    >
      <h1 class="title">{words?.title ?? t('hard_now')}</h1>
      {helps ? (
        <p class="read">{helps}</p>
      ) : (
        words && text && <Blocks blocks={words.blocks} around={aroundTool(text)} />
      )}
      {!near && <Before />}
      <ul class="rows push">
        {ring && ringsFirst && <RingRow line={ring} small={t('planned_now')} />}
        {plan.map(({ line, way, now }) => (
          <Row
            key={line.key}
            words={line.words}
            small={t(now ? 'planned_now' : 'from_your_plan')}
            act={() => open(way.tool, way.at)}
          />
        ))}
        {ring && !ringsFirst && <RingRow line={ring} small={t('from_your_plan')} />}
        {others.map((it) => (
          <WayRow key={it.id} way={it} open={open} />
        ))}
      </ul>
      <More ways={rest.filter((it) => !others.includes(it))} open={open} />
      <Draft shown={text?.draft ?? false} />
    </Screen>
  );
}

/** What set it off, asked only where the answer puts another way first. A second press takes it away again. */
function Before() {
  const { triggers } = ride.value;
  const codes = tellingTriggers(entries.value, pack(), momentNow([]), useHeard());
  if (codes.length === 0) return null;
  return (
    <div class="after">
      <p class="asked">{t('ways_trigger')}</p>
      <Chips
        one
        free
        name="trigger"
        label={t('ways_trigger')}
        options={codes.map((code) => ({ code, label: labelOf('triggers', code) }))}
        chosen={triggers.slice(0, 1)}
        choose={(chosen) => move({ triggers: chosen })}
      />
    </div>
  );
}

/** Rings at once; the way to ring somebody stands when he comes back to the app. */
function RingRow({ line, small }: { line: PlanLine; small: string }) {
  return (
    <li>
      <a class="row" href={`tel:${dialled(line.phone ?? '')}`} onClick={() => pack().tools.call && openWay('call')}>
        <span>
          {t('ring_whom', { words: line.words })}
          <small>{small}</small>
        </span>
        <Icon name="phone" />
      </a>
    </li>
  );
}

/** The rest, by what one does; the list of all tools below. */
function More({ ways, open }: { ways: readonly Text[]; open: (way: string) => void }) {
  if (!ride.value.more)
    return (
      <button type="button" class="row more-ways" aria-expanded={false} onClick={() => move({ more: true })}>
        <span>{t('ways_more')}</span>
        <Icon name="more" />
      </button>
    );
  return (
    <>
      {grouped(ways).map(({ group, tools }) => (
        <Part key={group} name={t(`group_${group}`)} after>
          <ul class="rows">
            {tools.map((it) => (
              <WayRow key={it.id} way={it} open={open} />
            ))}
          </ul>
        </Part>
      ))}
      <p class="after">
        <a class="link" href={to('tools')}>
          {t('tools_all')}
        </a>
      </p>
    </>
  );
}

/** The id of its row. */
export const rowOf = (way: string): string => `way-${way}`;

const WayRow = ({ way, open }: { way: Text; open: (way: string) => void }) => (
  <Row
    id={rowOf(way.id)}
    words={way.title}
    small={
      way.id === 'alternative'
        ? ownNow().length > 0
          ? t('from_your_plan')
          : ''
        : t('takes_minutes', { n: rideMinutes(way) })
    }
    act={() => open(way.id)}
  />
);

function Row({ id, words, small, act }: { id?: string; words: string; small: string; act: () => void }) {
  return (
    <li>
      <button type="button" id={id} class="row" onClick={act}>
        <span>
          {words}
          {small && <small>{small}</small>}
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}
