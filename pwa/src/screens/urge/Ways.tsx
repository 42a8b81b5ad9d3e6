/** The ways through. The one that has helped this person most is the one to press; a few stand at hand, the rest by group. */
import { useState } from 'preact/hooks';
import type { Text } from '../../domain/content.ts';
import { alternatives } from '../../domain/plan.ts';
import { atHand, best, grouped, offered, rideMinutes, tellingTriggers } from '../../domain/urge.ts';
import { locale, t } from '../../i18n.ts';
import { Chips } from '../../parts/Choices.tsx';
import { labelOf } from '../../parts/codes.ts';
import { Icon } from '../../parts/Icon.tsx';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../parts/Screen.tsx';
import { Blocks } from '../../parts/Words.tsx';
import { to } from '../../router.ts';
import { entries, face, facePack, pack } from '../../state.ts';
import { device } from '../steps/answering.ts';
import { move, ride } from './ride.ts';
import { said, tool } from './said.ts';
import { aroundTool } from './Way.tsx';

/** A mean with one decimal at the most, as the language writes it. */
export const meanWords = (mean: number): string =>
  new Intl.NumberFormat(locale.value === 'nb' ? 'nb' : 'en-GB', { maximumFractionDigits: 1 }).format(mean);

interface Props {
  back: () => void;
  open: (way: string) => void;
}

export function Ways({ back, open }: Props) {
  const near = face.value === 'near';
  const { tools } = pack();
  const { trigger } = ride.value;
  const ids = offered(entries.value, pack(), face.value, trigger);
  const [first, ...others] = ids.flatMap((id) => tools[id] ?? []);
  const words = said(near ? 'near-choose' : 'choose');
  const text = tool();
  const helps = near ? '' : helpedWords(first, ids, trigger);
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
        {others.slice(0, atHand).map((it) => (
          <WayRow key={it.id} way={it} open={open} />
        ))}
      </ul>
      <More ways={others.slice(atHand)} open={open} />
      <Draft shown={text?.draft ?? false} />
    </Screen>
  );
}

/** What the first has done so far, when it stands first because of that. */
function helpedWords(first: Text | undefined, ids: readonly string[], trigger: string | null): string {
  const fell = best(entries.value, ids, trigger);
  if (!first || fell?.way !== first.id) return '';
  const values = { way: first.title, fall: meanWords(fell.fall), n: fell.times };
  const after = trigger && best(entries.value, ids)?.way !== fell.way;
  return t(after ? 'ways_helped_after' : 'way_helped', values);
}

/** What came first, asked only where the answer puts another way first. */
function Before() {
  const { trigger } = ride.value;
  const codes = tellingTriggers(entries.value, pack());
  if (codes.length === 0) return null;
  return (
    <div class="after">
      <p class="asked">{t('ways_trigger')}</p>
      <Chips
        name="trigger"
        label={t('ways_trigger')}
        options={codes.map((code) => ({ code, label: labelOf('triggers', code) }))}
        chosen={trigger ? [trigger] : []}
        choose={(chosen) => move({ trigger: chosen.find((code) => code !== trigger) ?? null })}
      />
    </div>
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
