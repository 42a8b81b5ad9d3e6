/** What a first message tells of the app, in words; null is what the person would rather not tell. */
import type { Locale } from '../core/model/content.ts';
import type { ProgrammeId } from '../core/thread/types.ts';
import { type Key, t } from '../platform/i18n.ts';

const programmes: Record<ProgrammeId, Key> = { stop: 'programme_stop', near: 'programme_near' };
const tongues: Record<Locale, Key> = { nb: 'speaks_nb', en: 'speaks_en' };

/** `untold`: how what was not told is called here. */
export const programmeWords = (it: ProgrammeId | null, untold: Key): string => t(it === null ? untold : programmes[it]);
export const tongueWords = (it: Locale | null, untold: Key): string => t(it === null ? untold : tongues[it]);
