import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { noReminders } from '../model/reminders.ts';
import {
  type Channel,
  channelFields,
  getChannel,
  newChannel,
  putChannel,
  readChannel,
  readdress,
  seen,
  test as sendTest,
  skip,
  toldBy,
  wish,
} from './channel.ts';
import { problem } from './modelServer.ts';

const subscription: PushSubscriptionJSON = { endpoint: 'https://push.test/1', keys: { p256dh: 'BA', auth: 'AA' } };

test('a channel has an id and a secret of its own, as long as the protocol says', () => {
  const [one, two] = [newChannel(noReminders), newChannel(noReminders)];
  assert.match(one.id, /^[0-9a-f]{32}$/);
  assert.match(one.auth, /^[0-9a-f]{64}$/);
  assert.notEqual(one.id, two.id);
  assert.notEqual(one.auth, two.auth);
});

test('a channel is read back from its record as it was', () => {
  const channel = {
    ...newChannel(noReminders),
    told: 'x',
    ever: true,
    sent: true,
    unheard: true,
    skipped: { '0123456789abcdef': { until: '2026-12-01', heard: false } },
    dayOff: '2026-11-28',
    pause: { until: '2026-12-01' },
  };
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

test('a record of a version that knew no rest is read as one without', () => {
  const {
    pause: _,
    skipped: __,
    dayOff: ___,
    unheard: ____,
    beyond: _____,
    sent: ______,
    ...older
  } = newChannel(noReminders);
  assert.deepEqual(readChannel(older as never), {
    ...older,
    pause: null,
    // It may have been, and is deleted with everything else.
    sent: true,
    unheard: false,
    skipped: {},
    dayOff: '',
    beyond: '',
  });
});

test('a phone that got another address is told of with the times that stood, and one that is turned off is not', async () => {
  const daily = { id: '0123456789abcdef', kind: 'daily', at: '20:00', days: ['mon' as const] } as const;
  const nudges = [{ ...daily, days: [...daily.days] }];
  const channel: Channel = { ...newChannel(noReminders), told: wish(subscription, 'Europe/Oslo', 'nb', nudges) };
  const fetched = mock.method(globalThis, 'fetch', async () => new Response(null, { status: 204 }));
  const next = { endpoint: 'https://push.test/2', keys: { p256dh: 'BB', auth: 'BA' } };
  await readdress({ ...channel, on: false }, next);
  await readdress({ ...channel, told: '' }, next);
  assert.equal(fetched.mock.callCount(), 0);
  await readdress(channel, next);
  const [url, init] = (fetched.mock.calls[0]?.arguments ?? []) as unknown as [string, RequestInit];
  fetched.mock.restore();
  assert.equal(url, `/api/channels/${channel.id}`);
  assert.equal(init.method, 'PUT');
  assert.deepEqual(JSON.parse(String(init.body)), { ...toldBy(channel), endpoint: next.endpoint, ...next.keys });
});

test('of what the server was told is read what this app knows', () => {
  const every = { id: '0123456789abcdef', kind: 'comeback', at: '20:00' } as const;
  const once = { id: '0123456789abcdee', kind: 'own', once: '2026-12-01T20:00' } as const;
  const told = wish(subscription, 'Europe/Oslo', 'nb', [every, once]);
  assert.deepEqual(toldBy({ told })?.nudges, [every, once]);
  const others = [every, null, {}, { ...every, kind: 'hourly' }, { ...once, kind: 'daily', once: 7 }];
  assert.deepEqual(toldBy({ told: JSON.stringify({ ...JSON.parse(told), nudges: others }) })?.nudges, [every]);
  for (const other of ['', 'null', '[]', '{}', told.replace('"nb"', '"xx"')])
    assert.equal(toldBy({ told: other }), null);
});

test('a page of a proxy says nothing of the channel: only what our server answers counts', async () => {
  const channel = newChannel(noReminders);
  const calls = [
    getChannel,
    seen,
    sendTest,
    (it: Channel) => putChannel(it, '{}'),
    (it: Channel) => skip(it, 'a', '2026-12-01'),
  ];
  let answer: () => Response = () => new Response();
  const fetched = mock.method(globalThis, 'fetch', async () => answer());
  try {
    for (const status of [200, 404, 410, 422, 429]) {
      answer = () => new Response('<h1>of a proxy</h1>', { status });
      for (const call of calls) assert.deepEqual(await call(channel), { status: 0, body: null });
      answer = () => new Response('{"type":"https://proxy.example/gone"}', { status });
      if (status !== 200) for (const call of calls) assert.equal((await call(channel)).status, 0);
    }
    for (const [status, name] of [
      [404, 'no-such-box'],
      [410, 'box-deleted'],
      [422, 'invalid'],
      [429, 'too-often'],
    ] as const) {
      answer = () => problem(status, name);
      for (const call of calls) assert.equal((await call(channel)).status, status);
    }
    for (const status of [201, 204]) {
      answer = () => new Response(null, { status });
      for (const call of calls) assert.equal((await call(channel)).status, status);
    }
  } finally {
    fetched.mock.restore();
  }
});
