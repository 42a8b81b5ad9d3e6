/**
 * The other ways through. What he has chosen himself stands first: his own plan, and whom he rings. A few more stand at hand, the one
 * that has helped most before them; the rest by group.
 */
import type { Text } from '../../core/model/content.ts';
import { OWN_WAYS, type OwnWay, toRing } from '../../core/model/first-way.ts';
import { explained } from '../../core/model/listen.ts';
import { atHand, best, grouped, offeredTools, tellingTriggers } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { labelOf } from '../../shared/codes.ts';
import { capital } from '../../shared/moments.ts';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, pack } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { Chips } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { momentNow, ownNow, peopleNow, plannedHere, plannedPeople } from './hardNow.ts';
import { bestWayWords } from './helped.ts';
import { isWithoutWords } from './Reasons.tsx';
import { RingRow } from './RingRow.tsx';
import { useHeard } from './recordings.ts';
import { move, ride } from './ride.ts';
import { said, tool } from './said.ts';
import { aroundTool, WayName } from './wayParts.tsx';

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
  const planned = plannedHere()?.person_text?.trim();
  const ring = near ? [] : toRing(peopleNow(), planned);
  const ids = offeredTools(entries.value, bundle, face.value, moment, heard);
  const tools = ids.flatMap((id) => bundle.tools[id] ?? []);
  const others = own.filter((it) => !left(it));
  // Of a plan of one line the line stands in place of the plan; who has none is offered none, nor his own words before he has written any.
  const plan = own.length > 1 || (own.length === 1 && others.length === 0);
  const shown = tools.filter(({ id }) => (id !== 'alternative' || plan) && !isWithoutWords(id));
  const most = near ? undefined : best(entries.value, bundle, moment, heard);
  return {
    own: others.slice(0, OWN_WAYS),
    ringFirst: near ? [] : plannedPeople(),
    ring: ring.filter((it) => it.words !== planned),
    tools: [...shown.filter(({ id }) => id !== here), ...shown.filter(({ id }) => id === here)],
    helps: most && most.way !== here ? bestWayWords(most, bundle.tools[most.way] as Text, moment) : '',
  };
}

export function Ways({ back, open }: Props) {
  const near = face.value === 'near';
  const { own, ringFirst, ring, tools, helps } = useOffers(near);
  const [planned, ...plan] = own;
  const whom = [...ringFirst, ...ring];
  const ringing = (it: Text) => it.id === 'call' && whom.some((line) => line.phone);
  const first = planned ? undefined : tools.find((it) => !ringing(it));
  const rest = tools.filter((it) => it !== first);
  const hand = Math.max(fewest, atHand - plan.length - whom.length);
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
              <span>{t('own_way', { words: capital(planned.line.words) })}</span>
            </button>
          ) : (
            first && (
              <button type="button" class="btn main" onClick={() => open(first.id)}>
                <span>
                  {first.title}
                  <small>{explained(first)}</small>
                </span>
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
        {ringFirst.map((line) => (
          <RingRow key={line.words} line={line} small={t('planned_now')} />
        ))}
        {plan.map(({ line, way, now }) => (
          <li key={line.key}>
            <button type="button" class="row" onClick={() => open(way.tool, way.at)}>
              <span>
                {capital(line.words)}
                <small>{t(now ? 'planned_now' : 'from_your_plan')}</small>
              </span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
        {ring.map((line) => (
          <RingRow key={line.words} line={line} small={t('from_your_plan')} />
        ))}
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

/** The rest, by what one does; the list of all tools below. */
function More({ ways, open }: { ways: readonly Text[]; open: (way: string) => void }) {
  if (!ride.value.more)
    return (
      <button type="button" class="row more-ways" aria-expanded={false} onClick={() => move({ more: true })}>
        <span>{t('ways_more')}</span>
        <Icon name="forward" />
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
  <li>
    <button type="button" id={rowOf(way.id)} class="row" onClick={() => open(way.id)}>
      <WayName tool={way} />
      <Icon name="forward" />
    </button>
  </li>
);
