/** «Legg til nummer»: one field, for somebody whom the plan names and has no number of. It rests where the person does. */
import { useRef, useState } from 'preact/hooks';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Phone } from '../exercise/index.ts';
import { usePersonWriting } from './personWriting.ts';

/** Inside the row of the person, which rings once there is a number. */
export function AddNumber({ line }: { line: PlanLine }) {
  const { person, fine, write, save } = usePersonWriting(line, line.key);
  const [left] = useState(person.phone !== '');
  const [open, setOpen] = useState(left);
  const { failed, keeping } = useKeeping();
  const box = useRef<HTMLDivElement>(null);
  if (!open)
    return (
      <button
        type="button"
        class="link plainbtn"
        aria-label={`${t('add_number')}: ${line.words}`}
        onClick={() => setOpen(true)}
      >
        {t('add_number')}
      </button>
    );
  const ready = fine && person.phone.trim() !== '';
  const keepNumber = () =>
    keeping(async () => {
      const row = box.current?.closest('li');
      if (!ready) return;
      await save();
      // The button is gone: what it made takes the focus.
      requestAnimationFrame(() => row?.querySelector('a')?.focus());
    });
  return (
    <div class="add-number" ref={box}>
      <Phone
        label={t('phone_of', { whom: line.words })}
        value={person.phone}
        asked={!left}
        change={(phone) => write({ name_text: line.words, phone_text: phone })}
      />
      {failed && <NotKept />}
      <button type="button" class="btn" aria-disabled={!ready} onClick={() => void keepNumber()}>
        {t('save')}
      </button>
    </div>
  );
}
