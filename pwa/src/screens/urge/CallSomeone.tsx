/** Someone from the plan to ring, now. */
import { drawPlan, people } from '../../domain/plan.ts';
import { t } from '../../i18n.ts';
import { CrisisLink, Dock, Draft, Screen } from '../../parts/Screen.tsx';
import { Blocks } from '../../parts/Words.tsx';
import { to } from '../../router.ts';
import { entries, pack } from '../../state.ts';
import { device } from '../steps/answering.ts';
import { PersonRow } from './PersonRow.tsx';
import { said, tool } from './said.ts';
import { aroundTool } from './Way.tsx';

export function CallSomeone({ back, done }: { back: () => void; done: () => void }) {
  const lines = people(entries.value, device(), pack());
  const maker = drawPlan(entries.value, device(), pack()).find((it) => it.place === 'people')?.makers[0];
  const words = said('call');
  const text = tool();
  const edit = maker && to('text', maker.kind, maker.text.id, maker.step.id, 'edit');
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={done}>
            {t('way_rang')}
          </button>
          <div class="aside">
            <CrisisLink />
          </div>
        </Dock>
      }
    >
      <h1 class="title">{words?.title ?? t('ring_someone')}</h1>
      {words && text && <Blocks blocks={words.blocks} around={aroundTool(text)} />}
      <ul class="rows calls push">
        {lines.map((line) => (
          <li key={line.words}>
            <PersonRow line={line} {...(edit && { edit })} />
          </li>
        ))}
      </ul>
      <Draft shown={text?.draft ?? false} />
    </Screen>
  );
}
