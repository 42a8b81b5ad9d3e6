/** «Ta ut dagboken»: sealed, readable, or to another place. */
import type { ScreenProps } from '../../app/App.tsx';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Readable } from './export/Readable.tsx';
import { Sealed } from './export/Sealed.tsx';
import { SheetScreen } from './export/SheetScreen.tsx';

function Row({ href, name, small }: { href: string; name: string; small: string }) {
  return (
    <li>
      <a class="row" href={href}>
        <span>
          {name}
          <small>{small}</small>
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

export function Export({ args: [how] }: ScreenProps) {
  if (how === 'sealed') return <Sealed />;
  if (how === 'readable') return <Readable />;
  if (how === 'sheet') return <SheetScreen />;
  return (
    <Screen low back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('export_title')}</h1>
      <p class="read">{t('export_lead')}</p>
      <ul class="rows push">
        <Row href={to('export', 'sealed')} name={t('export_sealed')} small={t('export_sealed_small')} />
        <Row href={to('export', 'readable')} name={t('export_readable')} small={t('export_readable_small')} />
        <Row href={to('move')} name={t('move_title')} small={t('export_move_small')} />
        <Row href={to('import')} name={t('export_import')} small={t('export_import_small')} />
      </ul>
    </Screen>
  );
}
