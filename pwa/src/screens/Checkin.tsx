/** The day in under a minute: three numbers and one good thing. A very low day asks the safety question. */
import { useState } from 'preact/hooks';
import { asksSafety, diary } from '../domain/diary.ts';
import { t } from '../i18n.ts';
import { tell } from '../parts/Saved.tsx';
import { Dock, Part, Screen } from '../parts/Screen.tsx';
import { Ten } from '../parts/Ten.tsx';
import { instead, root } from '../router.ts';
import { entries, keep, today } from '../state.ts';

const asked = ['mood', 'peak', 'control'] as const;

export function Checkin() {
  const [date] = useState(today.value);
  const before = diary(entries.value.values()).checkins.find((it) => it.date === date);
  const [answers, setAnswers] = useState<Record<(typeof asked)[number], number | null>>({
    mood: before?.mood ?? null,
    peak: before?.peak ?? null,
    control: before?.control ?? null,
  });
  const [good, setGood] = useState(before?.good_text ?? '');
  const missing = asked.find((field) => answers[field] === null);

  const save = async (): Promise<void> => {
    const { mood, peak, control } = answers;
    if (mood === null || peak === null || control === null) return;
    const open = await keep();
    const id = await open.write(`checkin/${date}`, 'checkin', { date, mood, peak, control, good_text: good.trim() });
    tell(t('checkin_saved'), () => {
      if (!before) return open.remove(id);
      const { mood, peak, control, good_text = '' } = before;
      return open.edit(id, { mood, peak, control, good_text });
    });
    root('today');
    if (asksSafety(diary(open.entries.values()).checkins, date)) instead('text', 'page', 'safety');
  };

  return (
    <Screen
      back={{ words: t('tab_today') }}
      foot={
        <Dock>
          <button type="button" class="btn main" aria-disabled={missing !== undefined} onClick={() => void save()}>
            {missing ? t(`checkin_choose_${missing}`) : t('save')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('checkin_title')}</h1>
      {asked.map((field) => (
        <Part key={field} name={t(`checkin_${field}`)}>
          <Ten
            label={t(`checkin_${field}`)}
            name={field}
            value={answers[field]}
            low={t(`checkin_${field}_low`)}
            high={t(`checkin_${field}_high`)}
            choose={(value) => setAnswers({ ...answers, [field]: value })}
          />
        </Part>
      ))}
      <Part name={t('checkin_good')}>
        <div class="field">
          <label class="hide" for="good">
            {t('checkin_good')}
          </label>
          <textarea id="good" rows={2} value={good} onInput={({ currentTarget }) => setGood(currentTarget.value)} />
          <p class="help">{t('checkin_good_help')}</p>
        </div>
      </Part>
    </Screen>
  );
}
