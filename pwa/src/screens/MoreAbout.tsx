/** After a log: «Lagret», time to undo, and what may be remembered besides. */
import { useEffect } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { t } from '../i18n.ts';
import { AboutUrge } from '../parts/About.tsx';
import { Saved } from '../parts/Saved.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { root } from '../router.ts';
import { entries } from '../state.ts';

export function MoreAbout({ args: [id = ''] }: ScreenProps) {
  const entry = entries.value.get(id);
  useEffect(() => {
    if (!entry) root('today');
  }, [entry]);
  return (
    <Screen
      tab="diary"
      back={{ words: t('tab_today') }}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => root('today')}>
            {t('done')}
          </button>
        </Dock>
      }
    >
      <Saved undone={() => root('today')} />
      <h1 class="title">{t('about_title')}</h1>
      <p class="meta">{t('about_optional')}</p>
      {entry && <AboutUrge entry={entry} />}
    </Screen>
  );
}
