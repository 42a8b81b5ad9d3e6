import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsNothing, type ServerFacts } from './server-holdings.ts';

test('that the server holds nothing is said only of a phone of which it is certain', () => {
  const alone: ServerFacts = { own: true, hasCode: false, sync: 'local', reminders: false, deletions: 0 };
  assert.equal(holdsNothing(alone), true);
  const others: Partial<ServerFacts>[] = [
    { own: false },
    { hasCode: true },
    { sync: 'offline' },
    { reminders: true },
    { deletions: 1 },
    { deletions: null },
  ];
  for (const other of others) assert.equal(holdsNothing({ ...alone, ...other }), false, JSON.stringify(other));
});
