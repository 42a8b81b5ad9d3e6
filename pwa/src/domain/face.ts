/** Whose app it is, and what is no part of it. What has «just happened» may have happened to either, so it does not decide. */
import type { Bundle, Face, Target } from './content.ts';
import type { What } from './records.ts';

/** Answers that only somebody speaking of himself gives. */
const his: readonly What[] = ['once', 'again', 'afraid'];

/** The face for an answer to «Hva gjelder det?»: his own, unless somebody close to him answered for nobody else. */
export const faceOf = (what: readonly What[] = []): Face =>
  what.includes('relative') && !his.some((code) => what.includes(code)) ? 'near' : 'stop';

/**
 * Whether a text of the pack is for this face. He may read all of it; the others' app has no text of his acts: no module of
 * his programme, no page that only his Help lists, no tool that is offered to him alone.
 */
export function belongs(bundle: Bundle, face: Face, { kind, id }: Target): boolean {
  if (face === 'stop') return true;
  if (kind === 'page') return bundle.help.near.includes(id) || !bundle.help.stop.includes(id);
  if (kind === 'tool') {
    const whose = bundle.tools[id]?.offered ?? [];
    return whose.length === 0 || whose.includes('near');
  }
  const theirs = bundle.programmes.find((it) => it.id === 'near');
  return (
    kind !== 'module' || !theirs || [...theirs.modules, ...theirs.side, ...Object.keys(theirs.boosters)].includes(id)
  );
}

/** Whether a screen is for this face, by its route: an old link must not open what no link leads to. */
export function opens(bundle: Bundle, face: Face, name: string, [kind = '', id = '']: readonly string[]): boolean {
  if (face === 'stop') return true;
  if (name === 'log' || name === 'more-about') return false;
  if (name === 'urge') return kind === '' || belongs(bundle, face, { kind: 'tool', id: kind });
  return name !== 'text' || belongs(bundle, face, { kind: kind as Target['kind'], id });
}
