/** The ways through. The one that has helped this person most is the one to press; a few stand at hand, the rest by group. */
import { useState } from 'preact/hooks';
import { isNow } from '../../core/model/calendar.ts';
import type { Text } from '../../core/model/content.ts';
import { localMinute } from '../../core/model/dates.ts';
import { audible } from '../../core/model/listen.ts';
import { alternatives } from '../../core/model/plan.ts';
import { atHand, best, grouped, offeredTools, rideMinutes, tellingTriggers } from '../../core/model/urge.ts';
import type { UrgeMoment } from '../../core/model/ways.ts';
import { wallClock } from '../../platform/environment.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { labelOf } from '../../shared/codes.ts';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, facePack, pack } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Blocks } from '../../shared/Words.tsx';
import { Chips } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useVoice } from '../../ui/voice.ts';
import { bestWayWords } from './helped.ts';
import { move, openWay, ride } from './ride.ts';
import { said, tool } from './said.ts';
import { aroundTool } from './wayParts.tsx';

interface Props {
  back: () => void;
  open: (way: string) => void;
}

export function Ways({ back, open }: Props) {
  const near = face.value === 'near';
  const bundle = audible(pack(), useVoice() !== undefined);
  const { tools } = bundle;
  const moment = momentNow(ride.value.triggers);
  const ids = offeredTools(entries.value, bundle, face.value, moment);
  const [first, ...others] = ids.flatMap((id) => tools[id] ?? []);
  const words = said(near ? 'near-choose' : 'choose');
  const text = tool();
  const most = near ? undefined : best(entries.value, bundle, moment);
  const helps = most && first ? bestWayWords(most, first, moment) : '';
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {first && (
            <button type="button" class="btn main" onClick={() => open(first.id)}>
              {first.title}
            </button>
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
        {!near && pack().tools.alternative && <Planned />}
        {others.slice(0, atHand).map((it) => (
          <WayRow key={it.id} way={it} open={open} />
        ))}
      </ul>
      <More ways={others.slice(atHand)} open={open} />
      <Draft shown={text?.draft ?? false} />
    </Screen>
  );
}

const momentNow = (triggers: readonly string[]): UrgeMoment => ({
  triggers,
  ...running.value,
});

/** What set it off, asked only where the answer puts another way first. A second press takes it away again. */
function Before() {
  const { triggers } = ride.value;
  const codes = tellingTriggers(entries.value, pack(), momentNow([]));
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

/** What he has given a place in the week that is now: it stands first in the list, and opens at once. */
function Planned() {
  const now = localMinute(wallClock.date());
  return alternatives(entries.value, device(), facePack()).map((line, at) =>
    isNow(line.time, now) ? (
      <li key={line.key}>
        <button type="button" class="row" onClick={() => openWay('alternative', at)}>
          <span>
            {line.words}
            <small>{t('planned_now')}</small>
          </span>
          <Icon name="forward" />
        </button>
      </li>
    ) : null,
  );
}

/** The rest, by what one does; the list of all tools below. */
function More({ ways, open }: { ways: readonly Text[]; open: (way: string) => void }) {
  const [shown, show] = useState(false);
  if (!shown)
    return (
      <button type="button" class="row more-ways" aria-expanded={false} onClick={() => show(true)}>
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

/** How long it takes; for his own plan, that there is one. */
function smallWords(way: Text): string | undefined {
  if (way.id !== 'alternative') return t('takes_minutes', { n: rideMinutes(way) });
  return alternatives(entries.value, device(), facePack()).length > 0 ? t('from_your_plan') : undefined;
}

function WayRow({ way, open }: { way: Text; open: (way: string) => void }) {
  const small = smallWords(way);
  return (
    <li>
      <button type="button" class="row" onClick={() => open(way.id)}>
        <span>
          {way.title}
          {small && <small>{small}</small>}
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}
