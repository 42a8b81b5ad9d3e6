/** How strong, then save: two taps. Everything else is asked afterwards and may be left. */
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { dayPart } from '../domain/dates.ts';
import { isDate } from '../domain/diary.ts';
import type { Purchase, Urge } from '../domain/records.ts';
import { whyNotDate } from '../domain/setback.ts';
import { flush } from '../drafts.ts';
import { t } from '../i18n.ts';
import { Icon } from '../parts/Icon.tsx';
import { useKeeping } from '../parts/keeping.ts';
import { momentWords } from '../parts/moments.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Refused } from '../parts/notices/Refused.tsx';
import { Saved, tell } from '../parts/Saved.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { strengthWords, Ten } from '../parts/Ten.tsx';
import { WhenRow } from '../parts/WhenRow.tsx';
import { go, instead } from '../router.ts';
import { keep, today } from '../state.ts';
import type { Fields } from '../vault/types.ts';

/** `asked`: a day of the diary that one writes about now. */
export function Log({ args: [asked] }: ScreenProps) {
  const [strength, setStrength] = useState<number | null>(null);
  const [set] = useState(isDate(asked) && whyNotDate(asked, today.value) === null ? asked : null);
  const [when, setWhen] = useState({ date: set ?? today.value, part: dayPart(new Date()) });
  const [wrong, setWrong] = useState(false);
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
      if (strength === null || wrong) return;
      const id = await kept('urge', { ...when, strength }, t('log_saved', { strength, moment }));
      instead('more-about', id, ...(set ? ['diary'] : []));
    });
  const bought = () =>
    keeping(async () => {
      if (wrong) return;
      await kept('purchase', when, t('log_saved_plain', { moment }));
      instead('today');
      go('text', 'page', 'lapse');
    });

  return (
    <Screen
      low
      tab="diary"
      back={set ? { words: t('tab_diary'), to: 'diary' } : { words: t('tab_today') }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={strength === null || wrong} onClick={() => void save()}>
            {wrong ? t('when_mend') : strength === null ? t('log_choose') : t('save')}
          </button>
        </Dock>
      }
    >
      <Saved />
      <Refused />
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
          <WhenRow {...when} opened={set !== null} change={(date, part) => setWhen({ date, part })} wrong={setWrong} />
        </li>
        <li>
          <button type="button" class="row" aria-disabled={wrong} onClick={() => void bought()}>
            <span>{t('log_bought')}</span>
            <Icon name="forward" />
          </button>
        </li>
      </ul>
    </Screen>
  );
}
