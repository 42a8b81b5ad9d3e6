/** After a log: «Lagret», time to undo, and what may be remembered besides. */
import { useEffect } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { flush, savingOf } from '../drafts.ts';
import { t } from '../i18n.ts';
import { AboutUrge } from '../parts/About.tsx';
import { NotKept } from '../parts/NotKept.tsx';
import { Rivals } from '../parts/Rivals.tsx';
import { Saved } from '../parts/Saved.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { root } from '../router.ts';
import { entries } from '../state.ts';

export function MoreAbout({ args: [id = ''] }: ScreenProps) {
  const entry = entries.value.get(id);
  useEffect(() => {
    if (!entry) root('today');
  }, [entry]);
  // What could not be kept stays in sight.
  const done = async () => {
    await flush();
    if (savingOf(id) !== 'failed') root('today');
  };
  return (
    <Screen
      tab="diary"
      back={{ words: t('tab_today') }}
      foot={
        <Dock>
          {savingOf(id) === 'failed' && <NotKept />}
          <button type="button" class="btn main" onClick={() => void done()}>
            {t('done')}
          </button>
        </Dock>
      }
    >
      <Saved undone={() => root('today')} />
      <h1 class="title">{t('about_title')}</h1>
      <p class="meta">{t('about_optional')}</p>
      {entry && <Rivals entry={entry} />}
      {entry && <AboutUrge entry={entry} />}
    </Screen>
  );
}
