/** What has been done so far, for every screen that shows it: once for a diary, and not before all of it is here. */
import { computed } from '@preact/signals';
import { allDone, type DoneSoFar, doneSoFar } from '../core/model/done-so-far.ts';
import { trackPlace } from '../core/model/programme.ts';
import { t } from '../platform/i18n.ts';
import { chosenWhat, coming, entries, older, pack, today } from './state.ts';

/** Null while a part of the diary is still to come: what has been done would look like less. */
export const doneNow = computed<DoneSoFar | null>(() =>
  coming.value !== null || older.value ? null : doneSoFar(entries.value, pack(), today.value),
);

export const placeNow = computed(() => trackPlace(entries.value, pack(), chosenWhat.value));

const said = ['rides', 'modules', 'practices', 'evenings'] as const;

/** The first of it that there is any of, or what comes. */
export function soFarWords(done: DoneSoFar): string {
  const first = said.find((it) => done[it] > 0);
  return first ? t(`sofar_${first}`, { n: done[first] }) : t('sofar_none');
}

export const nothingDone = (done: DoneSoFar): boolean => allDone(done) === 0;
