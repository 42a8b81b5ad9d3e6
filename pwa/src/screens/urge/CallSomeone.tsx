/** Someone from the plan to ring, now. */
import { drawPlan, people } from '../../domain/plan.ts';
import { t } from '../../i18n.ts';
import { CrisisLink, Dock, Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { entries, pack } from '../../state.ts';
import { device } from '../steps/answering.ts';
import { PersonRow } from './PersonRow.tsx';

export function CallSomeone({ back, done }: { back: () => void; done: () => void }) {
  const lines = people(entries.value, device(), pack());
  const maker = drawPlan(entries.value, device(), pack()).find((it) => it.place === 'people')?.makers[0];
  const edit = maker && to('text', maker.kind, maker.text.id, maker.step.id);
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={done}>
            {t('way_weaker')}
          </button>
          <div class="aside">
            <CrisisLink />
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('ring_title')}</h1>
      <p class="read">{t('ring_words')}</p>
      <ul class="rows calls push">
        {lines.map((line) => (
          <li key={line.words}>
            <PersonRow line={line} {...(edit && { edit })} />
          </li>
        ))}
      </ul>
    </Screen>
  );
}
