/** The start: what this phone holds is opened, and what the first screen does not need begins when it stands. */
import { effect } from '@preact/signals';
import type { Locale } from '../core/model/content.ts';
import type { Vault } from '../core/vault/types.ts';
import { browserLocale, locale, speak } from '../platform/i18n.ts';
import { type BootRead, fetchVault, lookAtDisk } from '../platform/vaults.ts';
import { checkStorage, diskIsSilent, notKept, notOpened } from '../shared/disk.ts';
import { lockFound } from '../shared/session.ts';
import {
  changeLocale,
  coming,
  keepInStep,
  noteDiaryGone,
  noteLocale,
  noteOutside,
  opened,
  outside,
  setOutside,
  settings,
  theme,
  vault,
} from '../shared/state.ts';
import { have } from '../shared/texts.ts';
import { moveOn } from '../shared/today.ts';

/** Milliseconds that the disk is waited for: some browsers never answer, and help must stand without it. */
const patience = 4000;

/** The language that was chosen, as far as this page knows. */
const chosen = (): Locale => settings.peek().locale ?? outside.peek().locale ?? browserLocale();

/** What this phone holds: how it looks, whether it is locked, and else the diary; a diary that does not open is told of (disk.ts). */
async function findOwn(ahead: (seen: BootRead) => void): Promise<Vault | null> {
  try {
    const seen = await lookAtDisk(true);
    setOutside(seen.unsealedPrefs);
    lockFound(seen.locked, seen.kind);
    if (seen.unsealedPrefs.sweep && !seen.begun) noteDiaryGone();
    if (!seen.begun) return null;
    ahead(seen);
    if (seen.locked) return null;
    const own = await (await fetchVault()).open(seen.bootData);
    if (!own) noteDiaryGone();
    return own;
  } catch (fault) {
    notOpened(fault);
    return null;
  }
}

/** The worker has just seen that nothing was ever chosen or kept here (worker/shell.ts): no first screen waits for the same from the disk. */
export const nothingKept = document.querySelector('meta[name="kept"][content="nothing"]') !== null;

/** The same as far as the disk answers in time; what it says later is taken up then. */
async function ownInTime(ahead: (seen: BootRead) => void): Promise<Vault | null> {
  const late = Symbol('late');
  const waited = new Promise<typeof late>((done) =>
    nothingKept ? done(late) : setTimeout(() => done(late), patience),
  );
  let inTime = true;
  const finding = findOwn((seen) => inTime && ahead(seen));
  const first = await Promise.race([finding, waited]);
  if (first !== late) return first;
  inTime = false;
  if (!nothingKept) diskIsSilent();
  void finding.then((own) => {
    if (own && !vault.peek()) opened(own);
    return nothingKept ? undefined : checkStorage();
  });
  return null;
}

/**
 * Opens what this phone holds. Resolves when the first screen can be drawn, which stands without the texts. `ahead` is told what
 * is here before it is opened, so that the screen for it comes meanwhile.
 */
export async function openOwn(ahead: (seen: BootRead) => void): Promise<void> {
  moveOn();
  const own = await ownInTime((seen) => {
    void speak(chosen(), false);
    ahead(seen);
    void have(locale.peek());
  });
  opened(own);
  await speak(chosen(), false);
  if (own) void have(locale.peek());
  setInterval(moveOn, 60_000);
  document.addEventListener('visibilitychange', moveOn);
  effect(() => {
    const shownTheme = theme.value;
    if (shownTheme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = shownTheme;
  });
  effect(() => {
    const { locale: spoken } = settings.value;
    // A diary that is still on its way says in which language it was written when that part of it comes.
    if (coming.value === 'fetching' && spoken && spoken !== locale.peek()) void changeLocale(spoken).catch(notKept);
  });
  effect(() => {
    if (!vault.value) return;
    const { locale: spoken, theme: shownTheme } = settings.value;
    noteOutside({ ...(spoken && { locale: spoken }), ...(shownTheme && { theme: shownTheme }) });
  });
}

/** The first screen stands. Resolves when the texts are here, or cannot be had. */
export async function settleIn(): Promise<void> {
  keepInStep();
  const spoken = locale.peek();
  await have(spoken);
  // A disk without room for the choice of a language must not keep the screens away.
  await noteLocale(spoken).catch(notKept);
  if (outside.peek().sweep)
    fetchVault()
      .then((it) => it.sweep())
      // Else at the next start.
      .catch(() => undefined);
}
