/** The end, and what is to stay: everything with short follow-ups, or nothing at all. */
import { endFields } from '../../domain/pace.ts';
import type { Fields } from '../../domain/plain.ts';
import { programmeFor } from '../../domain/programme.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { NotKept } from '../../parts/NotKept.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { chosenWhat, pack, today } from '../../state.ts';

interface Props {
  failed: boolean;
  back: () => void;
  say: (fields: Fields) => void;
}

export function End({ failed, back, say }: Props) {
  const follows = Object.keys(programmeFor(pack(), chosenWhat.value)?.boosters ?? {}).length > 0;
  return (
    <Screen low back={{ words: t('back'), act: back }}>
      <h1 class="title">{t('end_title')}</h1>
      {failed && <NotKept />}
      <ul class="rows push">
        <li>
          <button type="button" class="row" onClick={() => say(endFields(today.value))}>
            <span>
              {t(follows ? 'end_follow' : 'end_rest')}
              <small>{t(follows ? 'end_follow_small' : 'end_rest_small')}</small>
            </span>
            <Icon name="forward" />
          </button>
        </li>
        <li>
          <a class="row" href={to('export')}>
            <span>
              {t('export_title')}
              <small>{t('end_export_small')}</small>
            </span>
            <Icon name="forward" />
          </a>
        </li>
        <li>
          <a class="row" href={to('delete')}>
            <span>
              {t('delete_title')}
              <small>{t('end_delete_small')}</small>
            </span>
            <Icon name="forward" />
          </a>
        </li>
      </ul>
    </Screen>
  );
}
