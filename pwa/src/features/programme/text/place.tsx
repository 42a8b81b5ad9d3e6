/** Where one is in a module, and the way back from it. */
import type { Text } from '../../../core/model/content.ts';
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

/** «Et første grep · 3 av 11», with the bar under it. */
export function TextProgress({ text, n, of }: { text: Text; n: number; of: number }) {
  return (
    <>
      <p class="meta">{t('where_in_text', { title: text.title, step: n, of })}</p>
      <div class="progress" aria-hidden="true">
        {Array.from({ length: of }, (_, at) => (
          <i key={at} class={at < n - 1 ? 'progress-done' : at === n - 1 ? 'progress-now' : undefined} />
        ))}
      </div>
    </>
  );
}
