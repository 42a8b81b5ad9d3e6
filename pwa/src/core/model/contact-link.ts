/** How whoever runs the app is reached: where the link leads, and how it reads. Nothing is written beforehand for who presses it. */
import type { Contact } from './content.ts';
import { spokenNumber } from './phone.ts';

export function contactLink({ kind, at }: Contact): { href: string; words: string } {
  if (kind === 'mail') return { href: `mailto:${at}`, words: at };
  if (kind === 'phone') return { href: `tel:${at}`, words: spokenNumber(at).replaceAll(' ', '\u00a0') };
  return { href: at, words: at.replace(/^https:\/\//, '').replace(/\/$/, '') };
}
