/** Why a file could not even be looked at: the phone does not read it, or a part of the app never came. */
export type Thrown = 'unreadable' | 'unfetched';

/** In every browser a part of the app that cannot be had is a `TypeError`, and a file that cannot be read is none. */
export const whyThrown = (fault: unknown): Thrown => (fault instanceof TypeError ? 'unfetched' : 'unreadable');
