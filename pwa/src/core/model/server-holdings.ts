/** Whether the server holds anything of the person: a copy, one that is still to be erased, or reminders. */
export interface ServerFacts {
  /** This is the phone of whoever asks, and what is on it could be read. */
  own: boolean;
  hasCode: boolean;
  /** `local`: no copy */
  sync: string;
  reminders: boolean;
  /** Boxes still to be erased there; null while they are not counted. */
  deletions: number | null;
}

/** Only what is certain is said. */
export const holdsNothing = ({ own, hasCode, sync, reminders, deletions }: ServerFacts): boolean =>
  own && !hasCode && sync === 'local' && !reminders && deletions === 0;
