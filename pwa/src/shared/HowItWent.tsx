/** How a planned evening went: three answers, each kept at a press and taken back with the next. */
import { useState } from 'preact/hooks';
import { heldAnswers, type KeptEvening } from '../core/model/evening.ts';
import type { EveningHeld } from '../core/model/records.ts';
import { t } from '../platform/i18n.ts';
import { Three } from '../ui/Choices.tsx';
import { answerEvening } from './evenings.ts';
import { useKeeping } from './keeping.ts';
import { NotKept } from './NotKept.tsx';
import { tell } from './Saved.tsx';

interface Props {
  evening: KeptEvening;
  /** the question */
  label: string;
  /** An answer is on its way. */
  answering?: () => void;
}

export function HowItWent({ evening: { id, held }, label, answering }: Props) {
  const { failed, keeping } = useKeeping();
  const [pressed, press] = useState<EveningHeld | null>(null);
  const chosen = pressed ?? held;
  const answer = async (next: EveningHeld): Promise<void> => {
    answering?.();
    const undo = await answerEvening(id, next);
    tell(() => t('evening_answered', { answer: t(`evening_held_${next}`) }), undo);
  };
  return (
    <>
      <Three
        name="held"
        label={label}
        options={heldAnswers.map((code) => ({ code, label: t(`evening_held_${code}`) }))}
        chosen={chosen ? [chosen] : []}
        choose={([next]) => {
          if (!next) return;
          press(next);
          void keeping(() => answer(next)).then(() => press(null));
        }}
      />
      {failed && <NotKept />}
    </>
  );
}
