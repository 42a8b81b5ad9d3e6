/** The end, and what is to stay: everything with short follow-ups, or nothing at all. */
import { programmeFor } from '../../../core/model/programme.ts';
import { t } from '../../../platform/i18n.ts';
import { to } from '../../../platform/router.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { Screen } from '../../../shared/Screen.tsx';
import { chosenWhat, pack } from '../../../shared/state.ts';
import { Icon } from '../../../ui/Icon.tsx';

interface Props {
  failed: boolean;
  back: () => void;
  end: () => void;
}

export function MonthEnd({ failed, back, end }: Props) {
  const follows = Object.keys(programmeFor(pack(), chosenWhat.value)?.boosters ?? {}).length > 0;
  return (
    <Screen low back={{ words: t('back'), act: back }}>
      <h1 class="title">{t('end_title')}</h1>
      {failed && <NotKept />}
      <ul class="rows push">
        <li>
          <button type="button" class="row" onClick={end}>
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
