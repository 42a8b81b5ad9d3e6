import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editLocal, localRivals, settleLocal, unsettleLocal } from './local-record.ts';

test('a text that the person did not see stays beside the one he wrote', () => {
  const one = editLocal({}, { own_text: 'from one tab', at: '2026-11-26' }, { own_text: '' });
  const both = editLocal(one, { own_text: 'from the other' }, { own_text: '' });
  assert.equal(both.own_text, 'from the other');
  assert.deepEqual(localRivals(both), [{ field: 'own_text', text: 'from one tab' }]);
  assert.equal(both.at, '2026-11-26');
});

test('what was seen, what is the same, and what is no text makes no rival', () => {
  const stored = { own_text: 'seen', codes: ['a'], scale: 3 };
  for (const [fields, shown] of [
    [{ own_text: 'written over it' }, { own_text: 'seen' }],
    [{ own_text: 'seen' }, { own_text: '' }],
    [
      { codes: ['b'], scale: 4 },
      { codes: [], scale: 1 },
    ],
    [{ own_text: 'nothing was shown' }, {}],
  ] as const)
    assert.deepEqual(localRivals(editLocal(stored, { ...fields } as never, shown as never)), []);
});

test('typing on keeps the rival that stands, once', () => {
  const two = editLocal({ own_text: 'theirs' }, { own_text: 'm' }, { own_text: '' });
  const more = editLocal(two, { own_text: 'mine' }, { own_text: 'm' });
  assert.deepEqual(localRivals(more), [{ field: 'own_text', text: 'theirs' }]);
});

test('choosing settles what was shown and leaves what came since', () => {
  const three = { own_text: 'mine', also: { own_text: ['theirs', 'a third'] } };
  const chosen = settleLocal(three, 'own_text', 'theirs', ['mine', 'theirs']);
  assert.equal(chosen.own_text, 'theirs');
  assert.deepEqual(localRivals(chosen), [{ field: 'own_text', text: 'a third' }]);
  const done = settleLocal(chosen, 'own_text', 'theirs\n\na third', ['theirs', 'a third']);
  assert.deepEqual(done, { own_text: 'theirs\n\na third' });
});

test('a choice is undone: the texts stand side by side again, and what came since beside them', () => {
  const two = { own_text: 'mine', at: '2026-11-26', also: { own_text: ['theirs'] } };
  const texts = ['mine', 'theirs'];
  for (const chosen of [...texts, 'mine\n\ntheirs']) {
    const settled = settleLocal(two, 'own_text', chosen, texts);
    assert.deepEqual(unsettleLocal(settled, 'own_text', chosen, texts), two);
    const since = unsettleLocal({ ...settled, own_text: 'since' }, 'own_text', chosen, texts);
    assert.equal(since.own_text, 'mine');
    assert.deepEqual(
      localRivals(since)
        .map(({ text }) => text)
        .sort(),
      ['since', 'theirs'],
    );
  }
  const empty = { own_text: '', also: { own_text: ['theirs'] } };
  const settled = settleLocal(empty, 'own_text', 'theirs', ['', 'theirs']);
  assert.deepEqual(unsettleLocal(settled, 'own_text', 'theirs', ['', 'theirs']), empty);
});
