/** One entry: everything in it can be changed, and it can be deleted and brought back. */
import { useEffect } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import type { Checkin, Purchase, Urge } from '../domain/records.ts';
import { t } from '../i18n.ts';
import { AboutUrge, edit, OwnText } from '../parts/About.tsx';
import { capital, dateWords } from '../parts/moments.ts';
import { Rivals } from '../parts/Rivals.tsx';
import { Saved, tell } from '../parts/Saved.tsx';
import { Dock, Part, Screen } from '../parts/Screen.tsx';
import { Ten } from '../parts/Ten.tsx';
import { WhenRow } from '../parts/WhenRow.tsx';
import { back } from '../router.ts';
import { entries, vault } from '../state.ts';
import type { Entry } from '../vault/types.ts';

function Strength({ entry, field }: { entry: Entry; field: 'strength' | 'after' }) {
  const value = entry.fields[field];
  return (
    <Part name={t(`entry_${field}`)}>
      <Ten
        label={t(`entry_${field}`)}
        name={field}
        value={typeof value === 'number' ? value : null}
        choose={(next) => void edit(entry, { [field]: next })}
      />
    </Part>
  );
}

function When({ entry }: { entry: Entry }) {
  const { date, part } = entry.fields as unknown as Urge | Purchase;
  return (
    <Part name={t('entry_when')}>
      <WhenRow
        date={date}
        part={part}
        change={(nextDate, nextPart) => void edit(entry, { date: nextDate, part: nextPart })}
      />
    </Part>
  );
}

function Urged({ entry }: { entry: Entry }) {
  return (
    <>
      <When entry={entry} />
      <Strength entry={entry} field="strength" />
      {typeof entry.fields['after'] === 'number' && <Strength entry={entry} field="after" />}
      <AboutUrge entry={entry} />
    </>
  );
}

function Bought({ entry }: { entry: Entry }) {
  return (
    <>
      <When entry={entry} />
      <OwnText entry={entry} field="text" name="about_thoughts" hint />
    </>
  );
}

function Checked({ entry }: { entry: Entry }) {
  return (
    <>
      {(['mood', 'peak', 'control'] as const).map((field) => (
        <Part key={field} name={t(`checkin_${field}`)}>
          <Ten
            label={t(`checkin_${field}`)}
            name={field}
            value={(entry.fields as unknown as Checkin)[field]}
            low={t(`checkin_${field}_low`)}
            high={t(`checkin_${field}_high`)}
            choose={(next) => void edit(entry, { [field]: next })}
          />
        </Part>
      ))}
      <OwnText entry={entry} field="good_text" name="checkin_good" />
    </>
  );
}

export function EntryView({ args: [id = ''] }: ScreenProps) {
  const entry = entries.value.get(id);
  useEffect(() => {
    if (!entry) back('diary');
  }, [entry]);
  if (!entry) return null;

  const remove = async (): Promise<void> => {
    await vault.value?.remove(id);
    tell(t('entry_removed'), async () => vault.value?.revive(entry));
  };

  return (
    <Screen
      tab="diary"
      back={{ words: t('tab_diary'), to: 'diary' }}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => back('diary')}>
            {t('done')}
          </button>
        </Dock>
      }
    >
      <Saved />
      <h1 class="title">{t('entry_title')}</h1>
      {entry.kind === 'checkin' && <p class="meta">{capital(dateWords(String(entry.fields['date'])))}</p>}
      <Rivals entry={entry} />
      {entry.kind === 'urge' && <Urged entry={entry} />}
      {entry.kind === 'purchase' && <Bought entry={entry} />}
      {entry.kind === 'checkin' && <Checked entry={entry} />}
      <p>
        <button type="button" class="link plainbtn" onClick={() => void remove()}>
          {t('entry_remove')}
        </button>
      </p>
    </Screen>
  );
}
