/** How long a pause is to be. Nothing is offered and nothing rings until then. */
import { useState } from 'preact/hooks';
import { addDays } from '../../../core/model/dates.ts';
import { LONGEST_PAUSE, pauseDays } from '../../../core/model/pace.ts';
import { dayWords } from '../../../platform/dates.ts';
import { t } from '../../../platform/i18n.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { today } from '../../../shared/state.ts';
import { Choices } from '../../../ui/Choices.tsx';

type Length = keyof typeof pauseDays | 'own';

interface Props {
  failed: boolean;
  back: () => void;
  take: (until: string) => void;
}

export function MonthPause({ failed, back, take }: Props) {
  const [length, choose] = useState<Length | null>(null);
  const [other, setOther] = useState(addDays(today.value, pauseDays.month));
  const until = length === null ? null : length === 'own' ? other : addDays(today.value, pauseDays[length]);
  return (
    <Screen
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={until === null} onClick={() => until && take(until)}>
            {until === null ? t('pause_choose') : t('pause_take', { date: dayWords(until) })}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('pause_title')}</h1>
      <p class="read">{t('pause_read')}</p>
      <Choices<Length>
        one
        push
        name="pause"
        label={t('pause_title')}
        options={(['week', 'fortnight', 'month', 'own'] as const).map((code) => ({
          code,
          label: t(`pause_${code}`),
        }))}
        chosen={length ? [length] : []}
        choose={([code]) => choose(code ?? null)}
      />
      {length === 'own' && (
        <p class="field after">
          <label for="pause-until">{t('pause_date')}</label>
          <input
            autocomplete="off"
            id="pause-until"
            type="date"
            value={other}
            min={addDays(today.value, 1)}
            max={addDays(today.value, LONGEST_PAUSE)}
            onInput={({ currentTarget: field }) => {
              if (field.value && field.validity.valid) setOther(field.value);
            }}
          />
        </p>
      )}
    </Screen>
  );
}
