/** How strong, then save: two taps. Everything else is asked afterwards and may be left. */
import { useState } from 'preact/hooks';
import { dayPart } from '../domain/dates.ts';
import type { Purchase, Urge } from '../domain/records.ts';
import { flush } from '../drafts.ts';
import { t } from '../i18n.ts';
import { Icon } from '../parts/Icon.tsx';
import { useKeeping } from '../parts/keeping.ts';
import { momentWords } from '../parts/moments.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Saved, tell } from '../parts/Saved.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { strengthWords, Ten } from '../parts/Ten.tsx';
import { WhenRow } from '../parts/WhenRow.tsx';
import { go, instead } from '../router.ts';
import { keep, today } from '../state.ts';
import type { Fields } from '../vault/types.ts';

export function Log() {
  const [strength, setStrength] = useState<number | null>(null);
  const [when, setWhen] = useState({ date: today.value, part: dayPart(new Date()) });
  const { failed, keeping } = useKeeping();

  /** Keeps a record and offers to take it back. */
  const kept = async (kind: 'urge' | 'purchase', fields: Urge | Purchase, words: string): Promise<string> => {
    const open = await keep();
    const id = await open.create(kind, fields as unknown as Fields);
    tell(words, async () => {
      // What was written about it meanwhile must not bring it back.
      await flush();
      await open.remove(id);
    });
    return id;
  };

  const moment = momentWords(when.date, when.part);
  const save = () =>
    keeping(async () => {
      if (strength === null) return;
      instead('more-about', await kept('urge', { ...when, strength }, t('log_saved', { strength, moment })));
    });
  const bought = () =>
    keeping(async () => {
      await kept('purchase', when, t('log_saved_plain', { moment }));
      instead('today');
      go('text', 'page', 'lapse');
    });

  return (
    <Screen
      low
      tab="diary"
      back={{ words: t('tab_today') }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={strength === null} onClick={() => void save()}>
            {strength === null ? t('log_choose') : t('save')}
          </button>
        </Dock>
      }
    >
      <Saved />
      <h1 class="title" id="log-question">
        {t('log_title')}
      </h1>
      {strength !== null && (
        <p class="picked" aria-hidden="true">
          <b>{strength}</b>
          <span>{strengthWords(strength)}</span>
        </p>
      )}
      <Ten push labelledby="log-question" name="strength" value={strength} choose={setStrength} />
      <ul class="rows">
        <li>
          <WhenRow {...when} change={(date, part) => setWhen({ date, part })} />
        </li>
        <li>
          <button type="button" class="row" onClick={() => void bought()}>
            <span>{t('log_bought')}</span>
            <Icon name="forward" />
          </button>
        </li>
      </ul>
    </Screen>
  );
}
