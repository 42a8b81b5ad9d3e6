import { render } from 'preact';
import { App } from './app.tsx';
import { watchLock } from './autolock.ts';
import { refusal, watchDisk } from './disk.ts';
import { opensInRide, readRide, rideRecord } from './domain/ride.ts';
import { watchFaults } from './faults.ts';
import { watchFigures } from './figures.ts';
import { speak } from './i18n.ts';
import { putOnMask } from './mask.ts';
import { watchLeaving } from './parts/Leave.tsx';
import { holdPrompt } from './prompt.ts';
import { begin, lastTab, type Name } from './router.ts';
import { ask, askAhead, askTabs } from './screens.ts';
import { nothingKept, settleIn, start } from './start.ts';
import { deviceRecords, vault } from './state.ts';
import { have } from './texts.ts';
import { askWish, startWorker } from './updates.ts';
import { watchedBundle } from './vault/content.ts';
import { fetchVault } from './vault/index.ts';
import './styles/tokens.css';
import './styles/parts.css';
import './styles/more.css';
import { noted } from './vault/faults.ts';

/** Where a page opens: in the ride that it was thrown out of, else on the tab that stood, else where everybody begins. */
function opening(): Name {
  const now = Date.now();
  if (opensInRide(readRide(deviceRecords.value.get(rideRecord), now), now)) return 'urge';
  return lastTab() ?? (vault.value ? 'today' : 'first');
}

/** What the first screen must not wait for. */
async function whenItStands(): Promise<void> {
  askAhead();
  void startWorker();
  // No part of the first screen, and with all that they know of times as long as much of it.
  void import('./reminders.ts').then((it) => it.startReminders()).catch(noted('reminders start'));
  watchDisk();
  watchFigures();
  await settleIn();
  if (vault.peek()) void askTabs();
  if (watchedBundle()) void import('./author.ts').then((it) => it.followAuthor());
}

watchFaults();
const wished = askWish();
watchLeaving();
holdPrompt();
const dressed = putOnMask(location.search);
// The worker has seen that a diary opens here, and asked for what it takes, in this language.
const ahead = document.querySelector<HTMLElement>('link[data-ahead]')?.dataset.ahead;
if (ahead === 'nb' || ahead === 'en') {
  void speak(ahead, false);
  void ask(lastTab() ?? 'today');
  void have(ahead);
  // The start asks for it again, and tells when it cannot be had.
  void fetchVault().catch(() => undefined);
}
await start(({ locked }) => void ask(locked ? 'locked' : (lastTab() ?? 'today')));
// A disk that never answers has been waited for already; one on which nothing was chosen has nothing to say.
if (!refusal.peek() && !nothingKept) await dressed;
const first = wished() ?? opening();
// In a ride that goes on, what has helped most is said of all there were.
if (first === 'urge')
  await vault
    .peek()
    ?.whole()
    // Asked for again when the app stands, which tells what does not open.
    .catch(() => undefined);
begin(first);
document.body.replaceChildren();
render(<App stands={() => void whenItStands()} />, document.body);
watchLock();
