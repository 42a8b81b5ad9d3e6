/** Where one is in a module, and the way back from it. */
import type { Text } from '../../../core/model/content.ts';
import { mainSteps, stepIds } from '../../../core/model/programme.ts';
import { t } from '../../../platform/i18n.ts';
import { instead, stillHere } from '../../../platform/router.ts';
import { flush } from '../../../shared/drafts.ts';

/** Back is the step before; from the first step it is where one came from. */
export function stepBack(text: Text, before: string | undefined): true | { words: string; act: () => void } {
  if (!before) return true;
  const act = async () => {
    const still = stillHere();
    await flush();
    if (still()) instead('text', 'module', text.id, before);
  };
  return { words: t('back'), act: () => void act() };
}

/**
 * «Et første grep · 3 av 11», with the bar under it; «Side 1 av 11» where the title of the module stands below. What stands after the end of
 * the module is counted by itself.
 */
export function TextProgress({ text, step }: { text: Text; step: string }) {
  const [all, main] = [stepIds(text), mainSteps(text)];
  const at = all.indexOf(step);
  const after = at >= main.length;
  const n = after ? at - main.length + 1 : at + 1;
  const of = after ? all.length - main.length : main.length;
  return (
    <>
      <p class="meta">
        {at === 0
          ? t('where_at_start', { n, of })
          : t('where_in_text', { title: after ? t('closing_more') : text.title, step: n, of })}
      </p>
      <div class="progress" aria-hidden="true">
        {Array.from({ length: of }, (_, at) => (
          <i key={at} class={at < n - 1 ? 'progress-done' : at === n - 1 ? 'progress-now' : undefined} />
        ))}
      </div>
    </>
  );
}
