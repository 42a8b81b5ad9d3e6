import { t } from '../../platform/i18n.ts';
import type { ScreenProps } from '../../platform/router.ts';
import { ComingLine as Line } from '../../shared/ComingLine.tsx';
import { Screen, type Tab } from '../../shared/Screen.tsx';
import { Hold } from './Hold.tsx';

const tabs: readonly string[] = ['today', 'programme', 'insights'] satisfies Tab[];

export function ComingScreen({ args: [asked = ''] }: ScreenProps) {
  const tab = tabs.includes(asked) ? (asked as Tab) : null;
  return (
    <Screen {...(tab ? { tab, heading: t(`tab_${tab}`) } : { back: true as const })} floats foot={<Hold />}>
      {!tab && <h1 class="title">{t('coming_title')}</h1>}
      <div role="status">
        <Line />
      </div>
      <p class="read">{t('coming_read')}</p>
    </Screen>
  );
}
