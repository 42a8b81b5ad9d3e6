import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coachIn } from './coach-here.ts';
import type { Bundle, CoachTexts } from './content.ts';
import { opens } from './face.ts';
import { calendarPack } from './pack.fixture.ts';

const organisation = { name: 'Stegvis', key: 'BA==', succession: [], coach_hours: '', promise: '' };
const coach = {} as CoachTexts;
const coached: Bundle = { ...calendarPack, organisation, coach };

test('there are coaches only where the pack has both a key and the texts', () => {
  assert.ok(coachIn(coached));
  assert.equal(coachIn({ ...coached, organisation: { ...organisation, key: '' } }), null);
  assert.equal(coachIn({ ...calendarPack, organisation }), null);
  assert.equal(coachIn({ ...calendarPack, coach }), null);
});

test('the screen opens for him and for those close to him; not under 18, not at a locked phone, not without coaches', () => {
  for (const reader of ['stop', 'near'] as const) {
    assert.equal(opens(coached, reader, 'coach', []), true);
    assert.equal(opens(calendarPack, reader, 'coach', []), false);
  }
  for (const reader of ['young', 'guest'] as const) assert.equal(opens(coached, reader, 'coach', []), false);
});
