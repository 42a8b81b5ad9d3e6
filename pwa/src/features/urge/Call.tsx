/** Someone to ring or write to, now: one's own people first, then lines that fit, and words to begin with. */
import { spoken } from '../../core/model/listen.ts';
import { dialled } from '../../core/model/plan-people.ts';
import { t } from '../../platform/i18n.ts';
import { PersonRow } from '../../shared/PersonRow.tsx';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { face, unkept } from '../../shared/state.ts';
import { Blocks } from '../../shared/Words.tsx';
import { AddNumber, writeSomebody } from '../plan/index.ts';
import { peopleNow } from './hardNow.ts';
import { aroundTool, Beside, type WayProps } from './wayParts.tsx';

export function Call(props: WayProps) {
  const { tool, back, done, other, practising } = props;
  const lines = peopleNow();
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
          {lines.map((line, at) => (
            // Who gets a number has another line, in the same place.
            <li key={at}>
              <PersonRow line={line} add={<AddNumber key={line.key} line={line} />} />
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
      {(lines.some((it) => it.phone)
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
