/** The sources that a step cites. */
import type { Block, Inline, Step } from '../core/model/content.ts';

export function cited(step: Step): Set<string> {
  const found = new Set<string>();
  const inline = (words: readonly Inline[]) => {
    for (const it of words) {
      if (typeof it === 'string') continue;
      if (it.t === 'source') found.add(it.id);
      else inline(it.words);
    }
  };
  const walk = (blocks: readonly Block[]) => {
    for (const block of blocks) {
      if (block.t === 'p' || block.t === 'call') inline(block.words);
      else if (block.t === 'quote') walk(block.blocks);
      else block.items.forEach(walk);
    }
  };
  walk(step.blocks);
  if (step.exercise && 'options' in step.exercise) for (const option of step.exercise.options) walk(option.reply ?? []);
  return found;
}
