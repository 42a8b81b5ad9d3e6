/** For an author at work: what is saved is on the screen within a second, at the step that is open. */
import { locale } from './i18n.ts';
import { changeLocale } from './state.ts';
import { currentBundle, watchedBundle } from './vault/content.ts';

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
