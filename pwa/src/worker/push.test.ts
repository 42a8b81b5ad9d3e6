import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Bundle } from '../core/model/content.ts';
import { addDays } from '../core/model/dates.ts';
import { type PushNotice, screenOf } from '../core/model/nudge.ts';
import { paced } from '../core/model/pace.fixture.ts';
import type { Entry } from '../core/model/plain.ts';
import { doneFields } from '../core/model/progress.ts';
import type { NudgeStyle } from '../core/model/records.ts';
import { nudgeKinds } from '../core/model/reminders.ts';
import { sentence, summary } from '../core/model/summary.ts';
import { labelsOf } from '../core/model/summary-labels.ts';
import type { Reading } from '../core/vault/reading.ts';
import { followNotice, screenIn, takeWish } from './press.ts';
import { compose, fallback, noticeOf, type PushSources, show, within } from './push.ts';
import { addressOf } from './subscription.ts';

const declared = {
  title: 'Fotfeste',
  body: 'Ukens oversikt er klar.',
  navigate: 'https://x.test/',
  lang: 'nb',
  tag: 'a1',
  data: { kind: 'weekly' },
};
const weekly: PushNotice = {
  title: 'Fotfeste',
  body: 'Ukens oversikt er klar.',
  lang: 'nb',
  tag: 'a1',
  kind: 'weekly',
  screen: '/#/insights',
};

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
  nudges: {
    coach: { neutral: { reply: 'Påminnelse' } },
    daily: { neutral: { pause: 'Tid for en liten pause?' }, discreet: { logged: 'Du har skrevet i dag.' } },
    comeback: {
      neutral: { welcome: 'Du er velkommen tilbake når som helst.' },
      full: { welcome: 'Du er velkommen tilbake når som helst. Ingenting er nullstilt.' },
    },
  },
} as unknown as Bundle;

const urge = (date: string) => entry('urge', { date, part: 'evening', strength: 6, triggers: ['lonely'] });
const sources = (entries: Map<string, Entry> | null, device: Reading['device'] = new Map()): PushSources => ({
  open: async () => entries && { entries, device },
  answered: async () => false,
  texts: async () => bundle,
  now: () => new Date(2026, 10, 25, 20, 0),
  unsealedPrefs: async () => ({}),
  note: async () => undefined,
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
    'Uken din så langt: Du har skrevet om 2 dager. Du sov godt 1 av 2 netter. Du satte humøret til 4 av 10.',
  );
  const both = [entry('settings', { what: ['relative', 'again'], style: 'full' }), ...records.slice(1)];
  assert.match((await compose(weekly, sources(map(...both)))).body, /Trangen/);
});

test('the notice of the week says what the one function says of it, whatever the diary', async () => {
  const ago = fc.integer({ min: 0, max: 20 }).map((days) => addDays('2026-11-25', -days));
  const written = fc.oneof(
    fc
      .record({ date: ago, strength: fc.integer({ min: 0, max: 10 }) })
      .map((it) => entry('urge', { ...it, part: 'evening', triggers: ['lonely'], way: 'wave', after: 1 })),
    ago.map((date) => entry('purchase', { date, part: 'night' })),
    ago.map((date) => entry('checkin', { date, mood: 5, peak: 5, control: 5 })),
  );
  const styles = fc.constantFrom<NudgeStyle>('neutral', 'discreet', 'full');
  await fc.assert(
    fc.asyncProperty(fc.array(written, { maxLength: 30 }), styles, async (list, style) => {
      const entries = map(...list, entry('settings', { style }));
      const labels = labelsOf(bundle, entries, { style }, '2026-11-25');
      // Before anything is written of today, it ends yesterday.
      const until = list.some(({ fields }) => fields.date === '2026-11-25') ? '2026-11-25' : '2026-11-24';
      const numbers = summary(list, until, { date: '2026-11-25', part: 'evening' });
      assert.equal((await compose(weekly, sources(entries))).body, sentence(numbers, style, 'nb', labels));
    }),
  );
});

test('an answer of today counts as written for somebody close to him, and an urge does not', async () => {
  const daily: PushNotice = { ...weekly, kind: 'daily' };
  const said = async (...records: Entry[]) =>
    (await compose(daily, sources(map(entry('settings', { what: ['relative'] }), ...records)))).body;
  assert.equal(await said(entry('checkin', { date: '2026-11-25', sleep: 1 })), 'Du har skrevet i dag.');
  assert.notEqual(await said(urge('2026-11-25')), 'Du har skrevet i dag.');
  const emptied = entry('checkin', { date: '2026-11-25', sleep: null, text: '' });
  assert.notEqual(await said(emptied), 'Du har skrevet i dag.');
});

test('the sentence is in the language of the settings', async () => {
  const notice = await compose(weekly, sources(map(urge('2026-11-24'), entry('settings', { locale: 'en' }))));
  assert.equal(notice.lang, 'en');
  assert.equal(notice.body, 'Your week so far: one day.');
});

test('a daily reminder says a kind word when the day is logged', async () => {
  const daily: PushNotice = { ...weekly, kind: 'daily', body: 'Et lite øyeblikk?' };
  assert.equal((await compose(daily, sources(map(urge('2026-11-25'))))).body, 'Du har skrevet i dag.');
});

test('a step asks for the practice three days after it was taken, and speaks of the next module a week after', async () => {
  const step: PushNotice = { ...weekly, kind: 'step' };
  const nudges = {
    step: {
      neutral: { next: 'Det neste ligger klart.' },
      discreet: { practice: 'Hvordan gikk det med øvelsen?', next: 'Neste steg er klart.' },
    },
  };
  const said = async (done: string) => {
    const progress = entry('progress', doneFields('first-hold', done));
    const of = { ...sources(map(progress)), texts: async () => ({ ...paced, nudges }) as Bundle };
    return (await compose(step, of)).body;
  };
  assert.equal(await said('2026-11-22'), 'Hvordan gikk det med øvelsen?');
  assert.equal(await said('2026-11-18'), 'Neste steg er klart.');
});

test('what was logged another day is not taken for today', async () => {
  const daily: PushNotice = { ...weekly, kind: 'daily' };
  assert.equal((await compose(daily, sources(map(urge('2026-11-24'))))).body, 'Tid for en liten pause?');
});

test('locked, broken or without texts: the neutral text that came', async () => {
  assert.deepEqual(await compose(weekly, sources(null)), weekly);
  const broken: PushSources = { ...sources(null), open: () => Promise.reject(new Error('locked')) };
  assert.deepEqual(await compose(weekly, broken), weekly);
  const daily: PushNotice = { ...weekly, kind: 'daily' };
  const textless: PushSources = { ...sources(map(urge('2026-11-25'))), texts: async () => null };
  assert.deepEqual(await compose(daily, textless), daily);
});

test('the daily reminder says that something is there when somebody has answered, in words that give nothing away', async () => {
  const daily: PushNotice = { ...weekly, kind: 'daily', body: 'Et lite øyeblikk?' };
  for (const style of ['neutral', 'discreet', 'full'] as const) {
    const answered = { ...sources(map(urge('2026-11-25'), entry('settings', { style }))), answered: async () => true };
    const notice = await compose(daily, answered);
    assert.equal(notice.body, 'Påminnelse');
    assert.equal(notice.screen, '/#/today');
    assert.equal((await compose({ ...daily, kind: 'weekly' }, answered)).screen, '/#/insights');
  }
});

test('whatever keeps it from looking for an answer, the daily reminder says what it would have said', async () => {
  const daily: PushNotice = { ...weekly, kind: 'daily', body: 'Et lite øyeblikk?' };
  const given = (more: Partial<PushSources>) => compose(daily, { ...sources(map(urge('2026-11-25'))), ...more });
  const words = 'Du har skrevet i dag.';
  assert.equal((await given({ answered: () => Promise.reject(new TypeError('no network')) })).body, words);
  const bare = { ...bundle, nudges: { daily: bundle.nudges.daily } } as Bundle;
  assert.equal((await given({ answered: async () => true, texts: async () => bare })).body, words);
  assert.equal((await given({ answered: async () => true, open: async () => null })).body, daily.body);
});

test('a server that does not answer holds no notice back', { timeout: 20_000 }, async (it) => {
  it.mock.timers.enable({ apis: ['setTimeout'] });
  const silent = { ...sources(map(urge('2026-11-25'))), answered: () => new Promise<boolean>(() => undefined) };
  const notice = compose({ ...weekly, kind: 'daily' }, silent);
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
  it.mock.timers.tick(4000);
  assert.equal((await notice).body, 'Du har skrevet i dag.');
});

test('what takes too long is not waited for', async () => {
  assert.equal(await within(5, new Promise<string>(() => undefined), 'neutral'), 'neutral');
});

test('a notice is always shown, and an earlier one with its tag is closed first', async () => {
  const steps: string[] = [];
  const registration = {
    scope: 'https://x.test/',
    getNotifications: async () => [{ close: () => steps.push('close') }],
    showNotification: async (title: string, options: NotificationOptions) => {
      steps.push(`${title}: ${options.body} ${options.tag} ${Object.keys(options).includes('navigate')}`);
    },
  } as unknown as ServiceWorkerRegistration;
  await show(registration, { notification: declared, data: null }, sources(null));
  assert.deepEqual(steps, ['close', 'Fotfeste: Ukens oversikt er klar. a1 false']);
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
  const locked: PushSources = { ...sources(null), unsealedPrefs: async () => ({ mask: 'vaner' }) };
  const pushed = { notification: declared, data: null };
  await show(registration, pushed, locked);
  await show(registration, { data: null }, locked);
  await show(registration, pushed, {
    ...sources(map(urge('2026-11-24'))),
    unsealedPrefs: async () => ({ mask: 'vaner' }),
  });
  await show(registration, pushed, { ...locked, unsealedPrefs: () => Promise.reject(new Error('no storage')) });
  assert.deepEqual(shown, [vaner, vaner, vaner, plain]);
});

/** What is on the lock screen, as a browser keeps it; `closed` in the order of closing. */
function lockScreen() {
  const standing: { tag: string; silent: boolean; body: string }[] = [];
  const closed: string[] = [];
  const registration = {
    scope: 'https://x.test/',
    getNotifications: async ({ tag }: { tag: string }) =>
      standing
        .filter((it) => it.tag === tag)
        .map((it) => ({
          close: () => {
            closed.push(it.tag);
            standing.splice(standing.indexOf(it), 1);
          },
        })),
    // As on iOS: one with the same tag is not replaced.
    showNotification: async (_: string, { tag = '', silent, body = '' }: NotificationOptions) => {
      standing.push({ tag, silent: silent ?? false, body });
    },
  } as unknown as ServiceWorkerRegistration;
  return { standing, closed, registration };
}

/** The worker's store of tags. */
function remembering(): PushSources {
  const tags = new Set<string>();
  const note = async (tag: string) => void tags.add(tag);
  return { ...sources(null), unsealedPrefs: async () => ({ tags: [...tags] }), note };
}

test('what is sent twice stands once, and makes a sound once', async () => {
  const { standing, closed, registration } = lockScreen();
  const store = remembering();
  const pushed = { notification: declared, data: null };
  await show(registration, pushed, store);
  assert.deepEqual(standing, [{ tag: 'a1', silent: false, body: weekly.body }]);
  await show(registration, pushed, store);
  assert.deepEqual(closed, ['a1']);
  assert.deepEqual(standing, [{ tag: 'a1', silent: true, body: weekly.body }]);
});

test('what was put away and is sent again is shown, because a push must show something, but without a sound', async () => {
  const { standing, registration } = lockScreen();
  const store = remembering();
  const pushed = { notification: declared, data: null };
  await show(registration, pushed, store);
  standing.length = 0;
  await show(registration, pushed, store);
  await show(registration, { notification: { ...declared, tag: 'b2' }, data: null }, store);
  assert.deepEqual(
    standing.map(({ tag, silent }) => [tag, silent]),
    [
      ['a1', true],
      ['b2', false],
    ],
  );
});

test('a phone that cannot remember what it showed shows it all the same', async () => {
  const { standing, registration } = lockScreen();
  const fail = () => Promise.reject(new Error('no storage'));
  await show(
    registration,
    { notification: declared, data: null },
    { ...sources(null), unsealedPrefs: fail, note: fail },
  );
  assert.deepEqual(standing, [{ tag: 'a1', silent: false, body: weekly.body }]);
});

test('a browser that never says what stands on the lock screen shows what came all the same', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { standing, registration } = lockScreen();
  Object.assign(registration, { getNotifications: () => new Promise(() => undefined) });
  let over = false;
  const shown = show(registration, { notification: declared, data: null }, remembering()).then(() => {
    over = true;
  });
  for (let turn = 0; turn < 50 && !over; turn++) {
    await new Promise(setImmediate);
    t.mock.timers.tick(1000);
  }
  assert.deepEqual(standing, [{ tag: 'a1', silent: false, body: weekly.body }]);
  await shown;
});

test('pushes that nobody can read are not taken for one another', async () => {
  const { standing, registration } = lockScreen();
  const store = remembering();
  for (let n = 0; n < 2; n++) await show(registration, { data: null }, store);
  assert.deepEqual(standing, [{ tag: 'nudge', silent: false, body: fallback.body }]);
});

test('whoever has been away is welcomed in every style, and led to Today', async () => {
  const comeback: PushNotice = { ...weekly, kind: 'comeback', screen: '/#/today' };
  const said = (style: string) => compose(comeback, sources(map(entry('settings', { style }))));
  for (const style of ['neutral', 'discreet'])
    assert.equal((await said(style)).body, 'Du er velkommen tilbake når som helst.');
  assert.match((await said('full')).body, /^Du er velkommen tilbake når som helst\. /);
  assert.equal((await said('full')).screen, '/#/today');
});

test('a notice leads to where what it speaks of stands', () => {
  const known = { logged: false, own: 'reminder' } as const;
  assert.equal(screenOf('weekly', known), '/#/insights');
  assert.equal(screenOf('daily', known), '/#/checkin');
  assert.equal(screenOf('daily', { ...known, logged: true }), '/#/today');
  assert.equal(screenOf('step', known), '/#/today');
  assert.equal(screenOf('own', known), '/#/plan');
  assert.equal(screenOf('own', { ...known, own: 'evening' }), '/#/plan');
  assert.equal(screenOf('own', { ...known, own: 'later' }), '/#/today');
  assert.equal(screenOf('own', { ...known, own: 'agreement' }), '/#/coach');
  assert.equal(screenIn({ kind: 'own', screen: '/#/coach' }), '/#/coach');
  assert.equal(screenOf('comeback', known), '/#/today');
});

test('the reminder of a planned evening leads to Today, and says his own words only where he has written some', async () => {
  const own: PushNotice = { ...weekly, kind: 'own', screen: '/#/today' };
  const evening = { date: '2026-11-25', part: 'evening', person_text: 'Ola', first_text: 'Gå ut' };
  const told = (fields: object, style = 'neutral') =>
    compose(own, {
      ...sources(map(entry('settings', { style }), entry('evening', { ...evening, ...fields }))),
      now: () => new Date(2026, 10, 25, 17, 36),
    });
  for (const style of ['neutral', 'discreet', 'full']) {
    const said = await told({}, style);
    assert.equal(said.screen, '/#/today');
    assert.doesNotMatch(said.body, /Ola|Gå ut/);
  }
  assert.equal((await told({ notice_text: ' Turen ' })).body, 'Turen');
});

test('a reminder that came of an agreement leads to the thread, and the lock screen says what it says of any other', async () => {
  const own: PushNotice = { ...weekly, kind: 'own', screen: '/#/today' };
  const content = { kind: 'agreement', text: 'Ring legen', date: '2026-11-25', time: '20:00' };
  const agreed = map(
    entry('thread', { thread: 'aa', secret: 's' }),
    entry('letter', { thread: 'aa', from: 'c', n: 4, day: '2026-11-20', content }),
  );
  const lines = { reminder: 'Nå er det tid for noe.', agreement: 'Det du avtalte med veilederen.' };
  const telling = { ...bundle, nudges: { ...bundle.nudges, own: { discreet: lines } } } as Bundle;
  const said = (records: Map<string, Entry>) =>
    compose(own, {
      ...sources(records, new Map([['own', { asked: {}, on: { 'coach/aa/4': true }, ids: {} }]])),
      texts: async () => telling,
    });
  const [one, other] = [await said(agreed), await said(map())];
  assert.deepEqual([one.screen, other.screen], ['/#/coach', '/#/plan']);
  assert.deepEqual({ ...one, screen: '' }, { ...other, screen: '' });
  assert.equal(one.body, lines.reminder);
});

test('one that could not be written from the diary leads to Insights or to Today', () => {
  assert.equal(screenOf('weekly'), '/#/insights');
  for (const kind of ['daily', 'step', 'own', 'comeback', undefined]) assert.equal(screenOf(kind), '/#/today');
});

test('a press leads only to screens of ours, whatever stands in the notice', () => {
  assert.equal(screenIn({ kind: 'own', screen: '/#/plan' }), '/#/plan');
  assert.equal(screenIn({ kind: 'weekly' }), '/#/insights');
  assert.equal(screenIn({ kind: 'daily', screen: 'https://evil.test/' }), '/#/today');
  assert.equal(screenIn(null), '/#/today');
});

test('a press opens a window where there is none, and brings to the front the one that is seen', async () => {
  const steps: string[] = [];
  const window = (name: string, visibilityState: string) => ({
    visibilityState,
    postMessage: ({ show }: { show: string }) => steps.push(`${name} ${show}`),
    focus: async () => steps.push(`${name} focus`),
  });
  const clients = (...open: object[]) =>
    ({
      matchAll: async () => open,
      openWindow: async (url: string) => steps.push(`open ${url}`),
    }) as unknown as Clients;
  await followNotice(clients(), { kind: 'own', screen: '/#/plan' });
  await followNotice(clients(window('old', 'hidden'), window('new', 'visible')), { kind: 'weekly' });
  await followNotice(clients(window('old', 'hidden')), { kind: 'weekly' });
  assert.deepEqual(steps, ['open /', 'new /#/insights', 'new focus', 'old /#/insights', 'old focus']);
});

test('a window that a press opened is told its screen once, and nobody who asks much later', async () => {
  const clients = { matchAll: async () => [], openWindow: async () => null } as unknown as Clients;
  await followNotice(clients, { kind: 'own', screen: '/#/coach' }, 1000);
  assert.equal(takeWish(5000), '/#/coach');
  assert.equal(takeWish(5000), null);
  await followNotice(clients, { kind: 'own', screen: '/#/coach' }, 1000);
  assert.equal(takeWish(61_000), null);
});

/** A subscription made with this key, a line of letters. */
const address = (endpoint: string, made = 'ours', left: string[] = []) =>
  ({
    toJSON: () => ({ endpoint }),
    options: { applicationServerKey: new TextEncoder().encode(made).buffer },
    unsubscribe: async () => left.push(endpoint),
  }) as unknown as PushSubscription;

test('a phone that got another address says which, and asks for one where its browser does not say', async () => {
  const asked: unknown[] = [];
  const manager = {
    subscribe: async ({ applicationServerKey }: PushSubscriptionOptionsInit) => {
      asked.push(applicationServerKey);
      return address('https://made.test/');
    },
  } as unknown as PushManager;
  const key = async () => btoa('ours');
  const none = async () => null;
  const old = address('https://old.test/', 'of the old one');
  const came = await addressOf({ newSubscription: address('https://came.test/') }, manager, key);
  assert.deepEqual([came?.endpoint, asked], ['https://came.test/', []]);
  // The server's key goes before the one that the old address was made with.
  assert.equal((await addressOf({ oldSubscription: old }, manager, key))?.endpoint, 'https://made.test/');
  await addressOf({}, manager, key);
  await addressOf({ oldSubscription: old }, manager, none);
  assert.deepEqual(asked, [btoa('ours'), btoa('ours'), old.options.applicationServerKey]);
  assert.equal(await addressOf({}, manager, none), null);
});

test('an address that came along with a key which the server has no more is let go of for another', async () => {
  const left: string[] = [];
  const came = address('https://came.test/', 'lost', left);
  const manager = { subscribe: async () => address('https://made.test/') } as unknown as PushManager;
  const key = async () => btoa('ours');
  assert.equal((await addressOf({ newSubscription: came }, manager, key))?.endpoint, 'https://made.test/');
  assert.deepEqual(left, ['https://came.test/']);
  assert.equal((await addressOf({ newSubscription: came }, manager, async () => null))?.endpoint, 'https://came.test/');
});

test('no notification ever says what the operator says in the app, whatever the kind and the style', async () => {
  const secret = 'Appen er nede i natt';
  const notice: Bundle['notice'] = {
    id: 'a',
    words: [secret],
    from: '2020-01-01T00:00:00Z',
    until: '2040-01-01T00:00:00Z',
    level: 'important',
  };
  const kinds = fc.constantFrom<PushNotice['kind']>(null, ...nudgeKinds);
  const styles = fc.constantFrom<NudgeStyle>('neutral', 'discreet', 'full');
  await fc.assert(
    fc.asyncProperty(kinds, styles, fc.boolean(), fc.boolean(), async (kind, style, answered, near) => {
      const entries = map(urge('2026-11-24'), entry('settings', { style, ...(near ? { what: ['relative'] } : {}) }));
      const phone = { ...sources(entries), answered: async () => answered, texts: async () => ({ ...bundle, notice }) };
      assert.doesNotMatch(JSON.stringify(await compose({ ...weekly, kind }, phone)), new RegExp(secret));
    }),
  );
});
