import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothing } from '../domain/reminders.ts';
import { channelFields, newChannel, readChannel, wish } from './channel.ts';

const subscription: PushSubscriptionJSON = { endpoint: 'https://push.test/1', keys: { p256dh: 'BA', auth: 'AA' } };

test('a channel has an id and a secret of its own, as long as the protocol says', () => {
  const [one, two] = [newChannel(nothing), newChannel(nothing)];
  assert.match(one.id, /^[0-9a-f]{32}$/);
  assert.match(one.auth, /^[0-9a-f]{64}$/);
  assert.notEqual(one.id, two.id);
  assert.notEqual(one.auth, two.auth);
});

test('a channel is read back from its record as it was', () => {
  const channel = { ...newChannel(nothing), told: 'x' };
  assert.deepEqual(readChannel(channelFields(channel)), channel);
});

test('a record without a secret is no channel', () => {
  assert.equal(readChannel(undefined), null);
  assert.equal(readChannel({ id: '00' }), null);
});

test('the server is told times, zone, language and address, and nothing else', () => {
  const body = JSON.parse(wish(subscription, 'Europe/Oslo', 'nb', [])) as object;
  assert.deepEqual(Object.keys(body).sort(), ['auth', 'endpoint', 'locale', 'nudges', 'p256dh', 'timezone']);
});

test('the same wish gives the same text, so that nothing is sent twice', () => {
  assert.equal(wish(subscription, 'Europe/Oslo', 'nb', []), wish({ ...subscription }, 'Europe/Oslo', 'nb', []));
});
