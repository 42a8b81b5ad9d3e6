/** The app, in the environment that it is given. */
import { render } from 'preact';
import { watchedBundle } from '../core/content/content.ts';
import { noted } from '../core/faults.ts';
import { opensInRide, rideRecord } from '../core/model/ride-rest.ts';
import { watchLock } from '../features/lock/autolock.ts';
import { watchFigures } from '../features/privacy/outcomes/reporter.ts';
import { type Environment, enterEnvironment, wallClock } from '../platform/environment.ts';
import { speak } from '../platform/i18n.ts';
import { begin, lastTab, type Name } from '../platform/router.ts';
import { fetchVault } from '../platform/vaults.ts';
import { refusal, watchDisk } from '../shared/disk.ts';
import { watchDrafts } from '../shared/drafts.ts';
import { watchFaults } from '../shared/faults.ts';
import { watchLeaving } from '../shared/Leave.tsx';
import { applyMask } from '../shared/mask.ts';
import { holdPrompt } from '../shared/prompt.ts';
import { deviceRecords, vault } from '../shared/state.ts';
import { have, watchTexts } from '../shared/texts.ts';
import { askWish, startWorker } from '../shared/updates.ts';
import { App } from './App.tsx';
import { askAhead, askTabs, fetchScreen } from './routes.ts';
import { nothingKept, openOwn, settleIn } from './start.ts';
import { registerWords } from './words.ts';

/** Where a page opens: in the ride that it was thrown out of, else on the tab that stood, else where everybody begins. */
function opening(): Name {
  const now = wallClock.now();
  if (opensInRide(deviceRecords.value.get(rideRecord), now)) return 'urge';
  return lastTab() ?? (vault.value ? 'today' : 'first');
}

/** What the first screen must not wait for. */
async function whenItStands(): Promise<void> {
  askAhead();
  void startWorker();
  // No part of the first screen, and with all that they know of times as long as much of it.
  void import('../features/reminders/channel.ts').then((it) => it.startReminders()).catch(noted('reminders start'));
  watchDisk();
  watchFigures();
  await settleIn();
  if (vault.peek()) void askTabs();
  if (watchedBundle()) void import('./author.ts').then((it) => it.followAuthor());
}

/** Starts the app. Resolves when its first screen is drawn. */
async function start(): Promise<void> {
  watchFaults();
  watchTexts();
  watchDrafts();
  const wished = askWish();
  watchLeaving();
  holdPrompt();
  const masked = applyMask(location.search);
  // The worker has seen that a diary opens here, and asked for what it takes, in this language.
  const ahead = document.querySelector<HTMLElement>('link[data-ahead]')?.dataset.ahead;
  if (ahead === 'nb' || ahead === 'en') {
    void speak(ahead, false);
    void fetchScreen(lastTab() ?? 'today');
    void have(ahead);
    // The start asks for it again, and tells when it cannot be had.
    void fetchVault().catch(() => undefined);
  }
  await openOwn(({ locked }) => void fetchScreen(locked ? 'locked' : (lastTab() ?? 'today')));
  // A disk that never answers has been waited for already; one on which nothing was chosen has nothing to say.
  if (!refusal.peek() && !nothingKept) await masked;
  const first = wished() ?? opening();
  // In a ride that goes on, what has helped most is said of all there were.
  if (first === 'urge')
    await vault
      .peek()
      ?.diary.whole()
      // Asked for again when the app stands, which tells what does not open.
      .catch(() => undefined);
  begin(first);
  document.body.replaceChildren();
  render(<App stands={() => void whenItStands()} />, document.body);
  watchLock();
}

/** The app in this environment; nothing of it runs before it is started. One at a time on a page. */
export function createApp(environment: Environment): { start: () => Promise<void> } {
  enterEnvironment(environment);
  registerWords();
  return { start };
}
