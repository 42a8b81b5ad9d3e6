/** Someone to ring or write to, now: one's own people first, then lines that fit, and words to begin with. */
import { spoken } from '../../core/model/listen.ts';
import { people } from '../../core/model/plan.ts';
import { dialled } from '../../core/model/plan-people.ts';
import { t } from '../../platform/i18n.ts';
import { go } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { PersonRow } from '../../shared/PersonRow.tsx';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { entries, face, facePack, unkept } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { writeSomebody } from '../plan/index.ts';
import { aroundTool, Beside, type WayProps } from './wayParts.tsx';

export function Call(props: WayProps) {
  const { tool, back, done, other, practising } = props;
  const lines = people(entries.value, device(), facePack());
  const step = (id: string) => tool.steps.find((it) => it.id === id);
  const around = aroundTool(tool);
  const services = step(face.value === 'near' ? 'lines-near' : 'lines');
  const say = step('say');
  const first = say?.blocks.flatMap((it) => (it.t === 'list' ? it.items : []))[0]?.map(spoken)[0];
  return (
    <Screen
      floats
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => done()}>
            {t(practising ? 'done' : 'way_rang')}
          </button>
          <Beside words="" act={undefined} other={other} />
          {!practising && (
            <div class="aside">
              <CrisisLink />
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{tool.title}</h1>
      <Blocks blocks={tool.intro} around={around} />
      {lines.length > 0 && (
        <ul class="rows calls">
          {lines.map((line) => (
            <li key={line.key}>
              <PersonRow line={line} edit={() => go('plan', 'person', line.key)} />
              {line.phone && !line.service && first && (
                <a class="link write" href={`sms:${dialled(line.phone)}?&body=${encodeURIComponent(first)}`}>
                  {t('call_write', { words: first })}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {lines.length === 0 && !practising && !unkept.value && (
        <p>
          <button type="button" class="link plainbtn" onClick={writeSomebody}>
            {t('person_add')}
          </button>
        </p>
      )}
      {(lines.length > 0
        ? [say, step('nobody'), services, step('end')]
        : [services, say, step('nobody'), step('end')]
      ).map(
        (it) =>
          it && (
            <Part key={it.id} name={it.title} after>
              <Blocks blocks={it.blocks} around={around} />
            </Part>
          ),
      )}
      {props.under}
      <Draft shown={tool.draft} />
    </Screen>
  );
}
