/** What has been done so far, for every screen that shows it: once for a diary, and not before all of it is here. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { allDone, type DoneSoFar, doneSoFar } from '../core/model/done-so-far.ts';
import { type DrawnHill, hillOf } from '../core/model/landscape.ts';
import { trackPlace } from '../core/model/programme.ts';
import { t } from '../platform/i18n.ts';
import { listWords } from './moments.ts';
import { chosenWhat, coming, deviceRecords, entries, face, older, pack } from './state.ts';

/** A line of the hill is new: it is seen to come for so many seconds. */
export const growing: ReadonlySignal<boolean> = signal(false);
const SEEN = 6;
let ending: ReturnType<typeof setTimeout>;

export function showGrowth(): void {
  (growing as Signal<boolean>).value = true;
  clearTimeout(ending);
  ending = setTimeout(hideGrowth, SEEN * 1000);
}

/** It has come, or what had made it was taken back. */
export function hideGrowth(): void {
  (growing as Signal<boolean>).value = false;
}

interface SoFar {
  done: DoneSoFar;
  hill: DrawnHill;
}

/** Null while a part of the diary is still to come: what has been done would look like less. */
export const soFarNow = computed<SoFar | null>(() => (coming.value !== null || older.value ? null : soFar()));

function soFar(): SoFar {
  performance.mark('hill');
  const done = doneSoFar(entries.value, pack(), deviceRecords.value);
  const hill = hillOf(allDone(done));
  // For bench/app.py.
  performance.measure('hill', 'hill');
  return { done, hill };
}

export const placeNow = computed(() => trackPlace(entries.value, pack(), chosenWhat.value));

const said = ['rides', 'modules', 'practices', 'evenings'] as const;

/** What comes, and how little it takes. */
export const noneWords = (): string => t(face.value === 'near' ? 'sofar_none_near' : 'sofar_none');

/** All of it that there is any of, in a sentence, or what comes. `most`: so much of it at most. */
export function soFarWords(done: DoneSoFar, most?: number): string {
  const some = said.filter((it) => done[it] > 0).slice(0, most);
  return some.length > 0
    ? t('sofar_said', { what: listWords(some.map((it) => t(`sofar_${it}`, { n: done[it] }))) })
    : noneWords();
}
