/** What is begun and not saved yet rests on this phone alone, under these names; behind a stroke, what it is about. */
export const checkinDraft = 'checkin-draft';
export const personDraft = 'person-draft';
/** In place of the key of a line: somebody who stands in no plan yet. Behind a stroke, which of them. */
export const newPerson = 'new';
