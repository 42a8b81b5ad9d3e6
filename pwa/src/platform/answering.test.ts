import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awaitAnswer } from './answering.ts';

function worker() {
  const heard = new Map<string, (event: unknown) => void>();
  const asked: unknown[] = [];
  const made = {
    addEventListener: (what: string, hear: (event: unknown) => void) => void heard.set(what, hear),
    postMessage: (order: unknown) => void asked.push(order),
    ended: 0,
    terminate: () => {
      made.ended += 1;
    },
  };
  return { made, asked, say: (what: string, event: unknown) => heard.get(what)?.(event) };
}

test('a worker that never answers has failed after a minute, and is ended', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { made, asked } = worker();
  const answer = assert.rejects(awaitAnswer(made as unknown as Worker, 'order'), /no answer/);
  assert.deepEqual(asked, ['order']);
  t.mock.timers.tick(59_999);
  await Promise.resolve();
  assert.equal(made.ended, 0);
  t.mock.timers.tick(1);
  await answer;
  assert.equal(made.ended, 1);
});

test('a worker that answers or breaks is ended, and no timer stays behind', async () => {
  const good = worker();
  const answer = awaitAnswer<string>(good.made as unknown as Worker, 'order');
  good.say('message', { data: 'done' });
  assert.equal(await answer, 'done');
  const bad = worker();
  const broken = assert.rejects(awaitAnswer(bad.made as unknown as Worker, 'order'));
  bad.say('error', {});
  await broken;
  assert.deepEqual([good.made.ended, bad.made.ended], [1, 1]);
});
