/** What has been done so far, for every screen that shows it: once for a diary, and not before all of it is here. */
import { computed } from '@preact/signals';
import { type DoneSoFar, doneSoFar } from '../core/model/done-so-far.ts';
import { trackPlace } from '../core/model/programme.ts';
import { t } from '../platform/i18n.ts';
import { listWords } from './moments.ts';
import { chosenWhat, coming, entries, face, older, pack, today } from './state.ts';

/** Null while a part of the diary is still to come: what has been done would look like less. */
export const doneNow = computed<DoneSoFar | null>(() => (coming.value !== null || older.value ? null : counted()));

function counted(): DoneSoFar {
  // From here on bench/app.py takes the time of the hill.
  performance.mark('hill');
  return doneSoFar(entries.value, pack(), today.value);
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
