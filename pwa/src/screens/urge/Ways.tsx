/** The ways through. The one that has helped this person most is the one to press. */

import { people } from '../../domain/plan.ts';
import { falls, offered } from '../../domain/urge.ts';
import { locale, t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { CrisisLink, Dock, Screen } from '../../parts/Screen.tsx';
import { entries, pack } from '../../state.ts';
import { device } from '../steps/answering.ts';

/** A mean with one decimal at the most, as the language writes it. */
export const meanWords = (mean: number): string =>
  new Intl.NumberFormat(locale.value === 'nb' ? 'nb' : 'en-GB', { maximumFractionDigits: 1 }).format(mean);

export function Ways({ back, open, call }: { back: () => void; open: (tool: string) => void; call: () => void }) {
  const { tools } = pack();
  const [first, ...others] = offered(entries.value, pack()).flatMap((id) => tools[id] ?? []);
  const helped = falls(entries.value);
  const fell = first && helped.find((it) => it.way === first.id && it.mean > 0);
  const someone = people(entries.value, device(), pack()).length > 0;
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
      <h1 class="title">{t('ways_title')}</h1>
      <p class="read">
        {fell ? t('way_helped', { way: first.title, fall: meanWords(fell.mean), n: fell.times }) : t('ways_words')}
      </p>
      <ul class="rows push">
        {others.map((tool) => (
          <li key={tool.id}>
            <button type="button" class="row" onClick={() => open(tool.id)}>
              <span>
                {tool.title}
                <small>
                  {tool.id === 'alternative' ? t('from_your_plan') : t('takes_minutes', { n: tool.minutes })}
                </small>
              </span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
        {someone && (
          <li>
            <button type="button" class="row" onClick={call}>
              <span>
                {t('ring_someone')}
                <small>{t('from_your_plan')}</small>
              </span>
              <Icon name="forward" />
            </button>
          </li>
        )}
      </ul>
    </Screen>
  );
}
