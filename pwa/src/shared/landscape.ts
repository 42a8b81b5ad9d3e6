/** What has been done so far, for every screen that shows it: once for a diary, and not before all of it is here. */
import { computed } from '@preact/signals';
import { type DoneSoFar, doneSoFar } from '../core/model/done-so-far.ts';
import { trackPlace } from '../core/model/programme.ts';
import { t } from '../platform/i18n.ts';
import { chosenWhat, coming, entries, face, older, pack, today } from './state.ts';

/** Null while a part of the diary is still to come: what has been done would look like less. */
export const doneNow = computed<DoneSoFar | null>(() =>
  coming.value !== null || older.value ? null : doneSoFar(entries.value, pack(), today.value),
);

export const placeNow = computed(() => trackPlace(entries.value, pack(), chosenWhat.value));

const said = ['rides', 'modules', 'practices', 'evenings'] as const;

/** What comes, and how little it takes. */
export const noneWords = (): string => t(face.value === 'near' ? 'sofar_none_near' : 'sofar_none');

/** The first of it that there is any of, or what comes. */
export function soFarWords(done: DoneSoFar): string {
  const first = said.find((it) => done[it] > 0);
  return first ? t(`sofar_${first}`, { n: done[first] }) : noneWords();
}
