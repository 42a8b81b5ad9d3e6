import type { Text } from '../../core/model/content.ts';
import { spoken } from '../../core/model/listen.ts';
import { grouped, rideMinutes, toolsOf } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { CrisisLink, Part, Screen } from '../../shared/Screen.tsx';
import { face, pack } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CalmRow } from '../calm/index.ts';
import { useHeard } from './recordings.ts';

export function Tools(_: ScreenProps) {
  const heard = useHeard();
  return (
    <Screen back>
      <h1 class="title">{t('tools_title')}</h1>
      <p class="read">{t('tools_read')}</p>
      {grouped(toolsOf(pack(), face.value).filter(heard)).map(({ group, tools }) => (
        <Part key={group} name={t(`group_${group}`)}>
          <ul class="rows">
            {tools.map((tool) => (
              <li key={tool.id}>
                <ToolRow tool={tool} />
              </li>
            ))}
          </ul>
        </Part>
      ))}
      <CalmRow />
      <p class="after">
        <CrisisLink />
      </p>
    </Screen>
  );
}

/** The first sentence of its intro says what it is. */
const lineOf = (tool: Text): string =>
  tool.intro[0] ? (spoken(tool.intro[0]).match(/^.*?[.!?](?=\s|$)/)?.[0] ?? '') : '';

function ToolRow({ tool }: { tool: Text }) {
  return (
    <a class="row" href={to('urge', tool.id)}>
      <span>
        {tool.title}
        <small>{lineOf(tool)}</small>
        <small>{t('takes_minutes', { n: rideMinutes(tool) })}</small>
      </span>
      <Icon name="forward" />
    </a>
  );
}
