/**
 * Whose app it is, and what is no part of it. What has «just happened» may have happened to either, so it does not decide.
 * Somebody under 18 has the tools, the directory, a page and what that page leads to; nothing else, and nothing is kept.
 */

import { coachIn } from './coach-here.ts';
import { isRecord } from './codec.ts';
import type { Bundle, Face, Target } from './content.ts';

/** Who reads: one of the two, somebody who is under 18, or somebody at a locked phone who has not logged in. */
export type Reader = Face | 'young' | 'guest';

/** The page for somebody under 18. */
export const youngPage = 'under-18';

/** Pages that every screen leads to, or that say what becomes of what one does here. */
const everybodys: readonly string[] = ['crisis', 'privacy'];

/** Whether a text leads to this page anywhere. */
function leadsTo(tree: unknown, page: string): boolean {
  if (Array.isArray(tree)) return tree.some((it) => leadsTo(it, page));
  if (!isRecord(tree)) return false;
  return (tree.kind === 'page' && tree.id === page) || Object.values(tree).some((inner) => leadsTo(inner, page));
}

function belongsToYoung(bundle: Bundle, { kind, id }: Target): boolean {
  const start = bundle.pages[youngPage];
  if (kind === 'page') return id === youngPage || everybodys.includes(id) || leadsTo([start?.intro, start?.steps], id);
  return kind !== 'module';
}

/**
 * Whether a text of the pack is for this reader. He may read all of it; the others' app has no text of his acts: no module of
 * his programme, no page that only his Help lists, no tool that is offered to him alone.
 */
export function belongs(bundle: Bundle, reader: Reader, target: Target): boolean {
  if (reader === 'stop') return true;
  if (reader === 'guest') return target.kind !== 'module' || speaksTo(bundle, 'near', target);
  return reader === 'young' ? belongsToYoung(bundle, target) : speaksTo(bundle, reader, target);
}

/** Whether a text is written for this face; what is named for neither is for both. */
function speaksTo(bundle: Bundle, face: Face, { kind, id }: Target): boolean {
  if (kind === 'page') return bundle.help[face].includes(id) || !Object.values(bundle.help).flat().includes(id);
  if (kind === 'tool') {
    const whose = bundle.tools[id]?.offered ?? [];
    return whose.length === 0 || whose.includes(face);
  }
  const theirs = bundle.programmes.find((it) => it.id === 'near');
  if (kind !== 'module' || !theirs) return true;
  return [...theirs.modules, ...theirs.side, ...Object.keys(theirs.boosters)].includes(id) === (face === 'near');
}

/**
 * The pack with the texts of one face alone. What is drawn from answers is drawn from it: what was answered in the other face rests
 * where it is and is seen again when one goes back.
 */
export function ofFace(bundle: Bundle, face: Face): Bundle {
  const theirs = (kind: Target['kind'], texts: Bundle['pages']) =>
    Object.fromEntries(Object.entries(texts).filter(([id]) => speaksTo(bundle, face, { kind, id })));
  return {
    ...bundle,
    modules: theirs('module', bundle.modules),
    pages: theirs('page', bundle.pages),
    tools: theirs('tool', bundle.tools),
  };
}

/** The screens of somebody under 18, and of somebody who has not logged in: none of them keeps anything or offers to. */
const bare: Readonly<Record<'young' | 'guest', readonly string[]>> = {
  young: ['first', 'what', 'urge', 'tools', 'help', 'text'],
  guest: ['guest', 'programme', 'urge', 'tools', 'help', 'text'],
};

/** Whether a screen is for this reader, by its route: an old link must not open what no link leads to. */
export function opens(
  bundle: Bundle,
  reader: Reader,
  name: string,
  [kind = '', id = '']: readonly string[],
  thread = false,
): boolean {
  // What was written to coaches who are no more can still be read.
  if (name === 'coach' && !coachIn(bundle) && !thread) return false;
  if (reader === 'stop') return true;
  if (reader === 'young' || reader === 'guest') {
    if (!bare[reader].includes(name)) return false;
  } else if (['log', 'more-about', 'own-words', 'calm'].includes(name)) return false;
  if (name === 'urge') return kind === '' || belongs(bundle, reader, { kind: 'tool', id: kind });
  return name !== 'text' || belongs(bundle, reader, { kind: kind as Target['kind'], id });
}
