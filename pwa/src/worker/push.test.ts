import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bundle } from '../domain/content.ts';
import type { Reading } from '../vault/reading.ts';
import type { Entry } from '../vault/types.ts';
import { fallback, type Notice, noticeOf, screenOf } from './notice.ts';
import { compose, type Sources, show, within } from './push.ts';

const declared = {
  title: 'Fotfeste',
  body: 'En ny uke er klar.',
  navigate: 'https://x.test/',
  lang: 'nb',
  tag: 'a1',
  data: { kind: 'weekly' },
};
const weekly: Notice = { title: 'Fotfeste', body: 'En ny uke er klar.', lang: 'nb', tag: 'a1', kind: 'weekly' };

let made = 0;
const entry = (kind: string, fields: Entry['fields']): Entry => ({
  id: String(made++),
  kind,
  fields,
  also: [],
  changed: 0,
});
const map = (...entries: Entry[]) => new Map(entries.map((it) => [it.id, it]));

const bundle = {
  programmes: [],
  modules: {},
  pages: {},
  tools: {},
  codes: { triggers: [{ code: 'lonely', label: 'Ensomhet' }], ways: [] },
  nudges: { daily: { neutral: { pause: 'Tid for en liten pause?' }, discreet: { logged: 'Du har skrevet i dag.' } } },
} as unknown as Bundle;

const urge = (date: string) => entry('urge', { date, part: 'evening', strength: 6, triggers: ['lonely'] });
const sources = (entries: Map<string, Entry> | null, device: Reading['device'] = new Map()): Sources => ({
  open: async () => entries && { entries, device },
  texts: async () => bundle,
  now: () => new Date(2026, 10, 25, 20, 0),
  mask: async () => 'fotfeste',
});

test('a push is read the same whether the browser or the worker parsed it', () => {
  assert.deepEqual(noticeOf({ notification: declared, data: null }, 'fotfeste'), weekly);
  assert.deepEqual(
    noticeOf({ data: { json: () => ({ web_push: 8030, notification: declared }) } }, 'fotfeste'),
    weekly,
  );
});

test('the declarative notification goes before the bytes', () => {
  const other = { json: () => ({ notification: { ...declared, body: 'no' } }) };
  assert.equal(noticeOf({ notification: declared, data: other }, 'fotfeste').body, weekly.body);
});

test('an empty or broken push still gives something to show', () => {
  const broken = {
    json: () => {
      throw new SyntaxError('not JSON');
    },
  };
  for (const data of [null, broken, { json: () => null }, { json: () => 7 }, { json: () => ({ notification: [] }) }])
    assert.deepEqual(noticeOf({ data }, 'fotfeste'), fallback);
});

test('an unknown kind is shown as it came', async () => {
  const notice = noticeOf(
    { data: { json: () => ({ notification: { ...declared, data: { kind: 'other' } } }) } },
    'fotfeste',
  );
  assert.equal(notice.kind, null);
  assert.deepEqual(await compose(notice, sources(map(urge('2026-11-24')))), notice);
});

test('the week is told from the records, discreetly unless another style was chosen', async () => {
  const entries = map(urge('2026-11-24'), urge('2026-11-23'));
  assert.equal((await compose(weekly, sources(entries))).body, 'Uken din så langt: 2 dager.');
  const full = map(urge('2026-11-24'), urge('2026-11-23'), entry('settings', { style: 'full' }));
  assert.match((await compose(weekly, sources(full))).body, /Ensomhet/);
  const neutral = map(urge('2026-11-24'), entry('settings', { style: 'neutral' }));
  assert.doesNotMatch((await compose(weekly, sources(neutral))).body, /\d/);
});

test('the week of somebody close to him is told from own days, and never speaks of urges', async () => {
  const records = [
    entry('settings', { what: ['relative'], style: 'full' }),
    entry('checkin', { date: '2026-11-24', sleep: 2, mood: 4 }),
    entry('checkin', { date: '2026-11-23', sleep: 0 }),
    urge('2026-11-22'),
  ];
  assert.equal(
    (await compose(weekly, sources(map(...records)))).body,
    'Uken din så langt: Du har skrevet noe 2 dager. Du sov godt 1 av 2 netter. Humøret ditt var 4 av 10.',
  );
  const both = [entry('settings', { what: ['relative', 'again'], style: 'full' }), ...records.slice(1)];
  assert.match((await compose(weekly, sources(map(...both)))).body, /Trangen/);
});

test('an answer of today counts as written for somebody close to him, and an urge does not', async () => {
  const daily: Notice = { ...weekly, kind: 'daily' };
  const said = async (...records: Entry[]) =>
    (await compose(daily, sources(map(entry('settings', { what: ['relative'] }), ...records)))).body;
  assert.equal(await said(entry('checkin', { date: '2026-11-25', sleep: 1 })), 'Du har skrevet i dag.');
  assert.notEqual(await said(urge('2026-11-25')), 'Du har skrevet i dag.');
});

test('the sentence is in the language of the settings', async () => {
  const notice = await compose(weekly, sources(map(urge('2026-11-24'), entry('settings', { locale: 'en' }))));
  assert.equal(notice.lang, 'en');
  assert.equal(notice.body, 'Your week so far: one day.');
});

test('a daily reminder says a kind word when the day is logged', async () => {
  const daily: Notice = { ...weekly, kind: 'daily', body: 'Et lite øyeblikk?' };
  assert.equal((await compose(daily, sources(map(urge('2026-11-25'))))).body, 'Du har skrevet i dag.');
});

test('what was logged another day is not taken for today', async () => {
  const daily: Notice = { ...weekly, kind: 'daily' };
  assert.equal((await compose(daily, sources(map(urge('2026-11-24'))))).body, 'Tid for en liten pause?');
});

test('locked, broken or without texts: the neutral text that came', async () => {
  assert.deepEqual(await compose(weekly, sources(null)), weekly);
  const broken: Sources = { ...sources(null), open: () => Promise.reject(new Error('locked')) };
  assert.deepEqual(await compose(weekly, broken), weekly);
  const daily: Notice = { ...weekly, kind: 'daily' };
  const textless: Sources = { ...sources(map(urge('2026-11-25'))), texts: async () => null };
  assert.deepEqual(await compose(daily, textless), daily);
});

test('what takes too long is not waited for', async () => {
  assert.equal(await within(5, new Promise<string>(() => undefined), 'neutral'), 'neutral');
});

test('a notice is always shown, and an earlier one with its tag is closed first', async () => {
  const steps: string[] = [];
  const registration = {
    scope: 'https://x.test/',
    getNotifications: async () => [{ close: () => steps.push('close') }],
    showNotification: async (title: string, options: NotificationOptions & { navigate?: string }) => {
      steps.push(`${title}: ${options.body} ${options.tag} ${options.navigate}`);
    },
  } as unknown as ServiceWorkerRegistration;
  await show(registration, { notification: declared, data: null }, sources(null));
  assert.deepEqual(steps, ['close', 'Fotfeste: En ny uke er klar. a1 https://x.test/#/insights']);
});

test('name and icons are those of the mask, whatever the server called it, also when nothing can be opened', async () => {
  const shown: [string, unknown, unknown][] = [];
  const registration = {
    scope: 'https://x.test/',
    getNotifications: async () => [],
    showNotification: async (title: string, { icon, badge }: NotificationOptions & { badge?: string }) => {
      shown.push([title, icon, badge]);
    },
  } as unknown as ServiceWorkerRegistration;
  const vaner = ['Vaner', '/icons/vaner-192.png', '/icons/vaner-mono-192.png'];
  const plain = ['Fotfeste', '/icons/fotfeste-192.png', '/icons/fotfeste-mono-192.png'];
  const locked: Sources = { ...sources(null), mask: async () => 'vaner' };
  const pushed = { notification: declared, data: null };
  await show(registration, pushed, locked);
  await show(registration, { data: null }, locked);
  await show(registration, pushed, { ...sources(map(urge('2026-11-24'))), mask: async () => 'vaner' });
  await show(registration, pushed, { ...locked, mask: () => Promise.reject(new Error('no storage')) });
  assert.deepEqual(shown, [vaner, vaner, vaner, plain]);
});

test('the summary leads to Insights, all else to Today', () => {
  assert.equal(screenOf('weekly'), '/#/insights');
  assert.equal(screenOf('daily'), '/#/today');
  assert.equal(screenOf(undefined), '/#/today');
});
