/** After a log: «Lagret», time to undo, and what may be remembered besides. */
import { useEffect } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import type { Urge } from '../domain/records.ts';
import { flush, savingOf } from '../drafts.ts';
import { t } from '../i18n.ts';
import { AboutUrge } from '../parts/About.tsx';
import { capital, momentWords } from '../parts/moments.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Rivals } from '../parts/Rivals.tsx';
import { Saved } from '../parts/Saved.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { back, root, route, standing, to } from '../router.ts';
import { entries } from '../state.ts';
import type { Entry } from '../vault/types.ts';

/** What was kept, and the way to mend it: a finger misses. */
function Kept({ entry: { id, fields } }: { entry: Entry }) {
  const { date, part, strength } = fields as unknown as Urge;
  return (
    <ul class="rows">
      <li>
        <a class="row" href={to('entry', id)}>
          <span>
            {strength === undefined ? t('diary_urge_half') : t('diary_urge', { strength })}
            <small>{capital(momentWords(date, part))}</small>
          </span>
          <span class="meta">{t('change')}</span>
        </a>
      </li>
    </ul>
  );
}

export function MoreAbout({ args: [id = '', from] }: ScreenProps) {
  const entry = entries.value.get(id);
  useEffect(() => {
    if (!entry) leave();
  }, [entry]);
  // Told twice when it is taken back: by the press, and by the entry that is gone.
  const leave = () => {
    if (route.peek().name !== 'more-about') return;
    if (from === 'diary') back('diary');
    else root('today');
  };
  // What could not be kept stays in sight.
  const done = async () => {
    const still = standing();
    await flush();
    if (savingOf(id) !== 'failed' && still()) leave();
  };
  return (
    <Screen
      tab="diary"
      back={from === 'diary' ? { words: t('tab_diary'), to: 'diary' } : { words: t('tab_today') }}
      foot={
        <Dock>
          {savingOf(id) === 'failed' && <NotKept />}
          <button type="button" class="btn main" onClick={() => void done()}>
            {t('done')}
          </button>
        </Dock>
      }
    >
      <Saved undone={leave} />
      <h1 class="title">{t('about_title')}</h1>
      <p class="meta">{t('about_optional')}</p>
      {entry && <Kept entry={entry} />}
      {entry && <Rivals entry={entry} />}
      {entry && <AboutUrge entry={entry} />}
    </Screen>
  );
}
