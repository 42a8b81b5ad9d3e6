/** This week's practice: gjort · prøvd · ikke ennå. «Ikke ennå» makes it smaller. */
import { practice } from '../../domain/practice.ts';
import { type PracticeState, practiceFields } from '../../domain/progress.ts';
import { t } from '../../i18n.ts';
import { Three } from '../../parts/Choices.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { tell } from '../../parts/Saved.tsx';
import { Part } from '../../parts/Screen.tsx';
import { entries, keep, pack, today } from '../../state.ts';

export function Practice() {
  const { failed, keeping } = useKeeping();
  const now = practice(entries.value, pack());
  if (!now) return null;

  const choose = async (state: PracticeState): Promise<void> => {
    const open = await keep();
    await open.write('progress', 'progress', practiceFields(now.module, state, today.value));
    // Done takes the practice off the screen, so it says so and can be taken back.
    if (state === 'done')
      tell(t('practice_saved'), async () => {
        await open.write('progress', 'progress', practiceFields(now.module, now.state ?? 'notyet', now.at));
      });
  };

  return (
    <Part name={now.title}>
      {now.shown.map((line) => (
        <p class="own" key={line}>
          {line}
        </p>
      ))}
      <p class={now.shown.length ? 'own-gap' : undefined}>
        {now.state === 'notyet' ? now.smallest : `${now.do} ${now.when}`}
      </p>
      <Three
        name="practice"
        label={t('practice_ask')}
        options={(['done', 'tried', 'notyet'] as const).map((code) => ({ code, label: t(`practice_${code}`) }))}
        chosen={now.state ? [now.state] : []}
        choose={([state]) => void (state && keeping(() => choose(state)))}
      />
      {failed && <NotKept />}
    </Part>
  );
}
