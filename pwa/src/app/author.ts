/** For an author at work: what is saved is on the screen within a second, at the step that is open. */

import { currentBundle, watchedBundle } from '../core/content/content.ts';
import { locale } from '../platform/i18n.ts';
import { changeLocale } from '../shared/state.ts';

/** Between two looks, in milliseconds. */
const every = 250;

/** Looks for as long as the page stands and the server says that an author is at work. */
export async function followAuthor(): Promise<void> {
  while (watchedBundle()) {
    await new Promise((resolve) => setTimeout(resolve, every));
    const now = await currentBundle(locale.peek());
    if (now && now !== watchedBundle()) await changeLocale(locale.peek());
  }
}
