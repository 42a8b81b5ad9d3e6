/** The ways through. The one that has helped this person most is the one to press. */

import type { Text } from '../../domain/content.ts';
import { alternatives } from '../../domain/plan.ts';
import { falls, offered, rideMinutes } from '../../domain/urge.ts';
import { locale, t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { CrisisLink, Dock, Draft, Screen } from '../../parts/Screen.tsx';
import { Blocks } from '../../parts/Words.tsx';
import { entries, pack } from '../../state.ts';
import { device } from '../steps/answering.ts';
import { said, tool } from './said.ts';
import { aroundTool } from './Way.tsx';

/** A mean with one decimal at the most, as the language writes it. */
export const meanWords = (mean: number): string =>
  new Intl.NumberFormat(locale.value === 'nb' ? 'nb' : 'en-GB', { maximumFractionDigits: 1 }).format(mean);

export function Ways({ back, open }: { back: () => void; open: (way: string) => void }) {
  const { tools } = pack();
  const [first, ...others] = offered(entries.value, pack()).flatMap((id) => tools[id] ?? []);
  const helped = falls(entries.value);
  const fell = first && helped.find((it) => it.way === first.id && it.fall > 0);
  const words = said('choose');
  const leave = said('leave');
  const text = tool();
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
      {fell ? (
        <p class="read">{t('way_helped', { way: first.title, fall: meanWords(fell.fall), n: fell.times })}</p>
      ) : (
        words && text && <Blocks blocks={words.blocks} around={aroundTool(text)} />
      )}
      <ul class="rows push">
        {others.map((it) => (
          <li key={it.id}>
            <Row words={it.title} small={smallWords(it)} press={() => open(it.id)} />
          </li>
        ))}
        {leave && (
          <li>
            <Row words={leave.title} press={() => open('leave')} />
          </li>
        )}
        <li>
          <Row words={said('call')?.title ?? t('ring_someone')} press={() => open('call')} />
        </li>
      </ul>
      <Draft shown={text?.draft ?? false} />
    </Screen>
  );
}

/** How long it takes; for his own plan, that there is one. */
function smallWords(way: Text): string | undefined {
  if (way.id !== 'alternative') return t('takes_minutes', { n: rideMinutes(way) });
  return alternatives(entries.value, device(), pack()).length > 0 ? t('from_your_plan') : undefined;
}

function Row({ words, small, press }: { words: string; small?: string | undefined; press: () => void }) {
  return (
    <button type="button" class="row" onClick={press}>
      <span>
        {words}
        {small && <small>{small}</small>}
      </span>
      <Icon name="forward" />
    </button>
  );
}
