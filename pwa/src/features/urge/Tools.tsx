import type { Text } from '../../core/model/content.ts';
import { grouped, toolsOf } from '../../core/model/urge.ts';
import { t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { CrisisLink, Part, Screen } from '../../shared/Screen.tsx';
import { face, pack } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CalmRow } from '../calm/index.ts';
import { useHeard } from './recordings.ts';
import { WayName } from './wayParts.tsx';

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

function ToolRow({ tool }: { tool: Text }) {
  return (
    <a class="row" href={to('urge', tool.id)}>
      <WayName tool={tool} />
      <Icon name="forward" />
    </a>
  );
}
