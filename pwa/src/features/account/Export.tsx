import { t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { Screen } from '../../shared/Screen.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { Readable } from './export/Readable.tsx';
import { Sealed } from './export/Sealed.tsx';
import { SheetScreen } from './export/SheetScreen.tsx';

export function Export({ args: [how] }: ScreenProps) {
  if (how === 'sealed') return <Sealed />;
  if (how === 'readable') return <Readable />;
  if (how === 'sheet') return <SheetScreen />;
  return (
    <Screen low back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('export_title')}</h1>
      <p class="read">{t('export_lead')}</p>
      <ul class="rows push">
        <LinkRow href={to('export', 'sealed')} name={t('export_sealed')} small={t('export_sealed_small')} />
        <LinkRow href={to('export', 'readable')} name={t('export_readable')} small={t('export_readable_small')} />
        <LinkRow href={to('move')} name={t('move_title')} small={t('export_move_small')} />
        <LinkRow href={to('import')} name={t('export_import')} small={t('export_import_small')} />
      </ul>
    </Screen>
  );
}
