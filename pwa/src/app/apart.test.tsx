/** Written on two phones at once, or on a phone that is full: no word is lost unsaid. */
import { expect, test, vi } from 'vitest';
import { type Opened, open, shipped } from '../testing/app.ts';
import { fillable } from '../testing/disks.ts';
import {
  atOnce,
  count,
  fill,
  found,
  leave,
  openEntry,
  signIn,
  strength,
  tap,
  todayStands,
  urge,
} from '../testing/doing.ts';
import { heading, seen } from '../testing/locking.ts';
import { comes, goes, newest, twoPhones } from '../testing/phones.ts';

const bothStand = async (app: Opened, ...texts: string[]): Promise<void> => {
  await app.see(app.t('rivals_written_apart'));
  await app.see(app.t('rivals_keep_both'));
  await app.until(() => {
    const own = [...document.querySelectorAll('main .own')].map((it) => it.textContent);
    expect(own).toEqual(expect.arrayContaining(texts));
  });
};

function type(field: HTMLInputElement | HTMLTextAreaElement, words: string): void {
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

test.each(['nb', 'en'] as const)(
  'a text that came while another was being written stands beside it on both phones (%s)',
  async (locale) => {
    const { app, theirs, code } = await twoPhones({ locale, diary: urge() });
    const mine = await openEntry(app);
    mine.focus();
    const { id } = newest(theirs, 'urge');
    await theirs.edit(id, { text: 'skrevet på den andre' }, { text: '' });
    await comes(app, theirs);
    await app.until(() => expect(app.state.entries.value.get(id)?.fields.text).toBe('skrevet på den andre'));
    // Under the fingers nothing moves; what is written next was written without having seen the other.
    await app.later(100);
    expect(mine.value).toBe('');
    type(mine, 'skrevet på den første');
    leave(mine);
    await bothStand(app, 'skrevet på den første', 'skrevet på den andre');
    await goes(app, theirs);
    expect(theirs.entries.get(id)?.also).toHaveLength(1);
    const there = await open({ locale, server: app.server });
    await signIn(there, code);
    await there.go('diary');
    await tap(there, 'main .rows .row');
    await bothStand(there, 'skrevet på den første', 'skrevet på den andre');
  },
);

test('a field that nobody writes in follows the other phone', async () => {
  const { app, theirs } = await twoPhones({ diary: urge() });
  const mine = await openEntry(app);
  const { id } = newest(theirs, 'urge');
  await theirs.edit(id, { text: 'fra den andre' }, { text: '' });
  await comes(app, theirs);
  await app.until(() => expect(mine.value).toBe('fra den andre'));
  mine.focus();
  type(mine, 'fra den andre, og mer');
  leave(mine);
  await app.until(() => expect(app.state.entries.value.get(id)?.fields.text).toBe('fra den andre, og mer'));
  await goes(app, theirs);
  expect(theirs.entries.get(id)).toMatchObject({ fields: { text: 'fra den andre, og mer' }, also: [] });
  expect(app.text()).not.toContain(app.t('rivals_keep_both'));
});

test('a check-in writes only what was pressed, and keeps both good things', async () => {
  const { app, theirs } = await twoPhones({ diary: urge() });
  await app.go('checkin');
  leave(await fill(app, '#good', 'godt hos den første'));
  await tap(app, ".ten button[value='7']");
  await theirs.write('checkin/2026-11-23', 'checkin', {
    date: '2026-11-23',
    mood: 5,
    peak: 5,
    control: 5,
    good_text: 'godt hos den andre',
  });
  await comes(app, theirs);
  // What the other phone answered is here by now; only the mood was pressed.
  await app.until(() =>
    expect(document.querySelector('#ask-peak')?.textContent).toContain(app.t('entry_of_ten', { n: 5 })),
  );
  await app.press(app.t('save'));
  await todayStands(app);
  await goes(app, theirs);
  const { fields } = newest(theirs, 'checkin');
  expect(fields).toMatchObject({ mood: 7, peak: 5, control: 5 });
  await app.go('diary');
  const row = [...document.querySelectorAll<HTMLElement>('main .rows .row')];
  row.find((it) => it.textContent?.includes(app.t('diary_checkin')))?.click();
  await bothStand(app, 'godt hos den første', 'godt hos den andre');
});

test('words that were never left are there when the page is loaded anew', { tags: 'slow' }, async () => {
  let app = await open({ diary: urge() });
  for (const [label, field, words] of [
    ['own_words', 'did_text', 'gikk en tur'],
    ['about_thoughts', 'text', 'tom leilighet'],
  ] as const) {
    await openEntry(app);
    await app.write(app.t(label), words);
    await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields[field]).toBe(words));
    app = await open({ disk: app.disk });
    await openEntry(app);
    await app.until(async () => expect((await app.labelled(app.t(label))).value).toBe(words));
  }
  await app.go('checkin');
  await fill(app, '#good', 'sola kom');
  await app.until(() => expect([...app.state.deviceRecords.value.keys()].join()).toContain('2026-11-23'));
  app = await open({ disk: app.disk });
  await app.go('checkin');
  await app.until(async () => expect(await found(app, '#good')).toHaveProperty('value', 'sola kom'));
  // Half a check-in is no entry.
  expect(app.state.entriesOfKind('checkin')).toHaveLength(0);
});

/** As if a worker held the next page: words wait for a pause. */
const withWorker = (): void =>
  void Object.defineProperty(navigator, 'serviceWorker', {
    value: Object.assign(new EventTarget(), {
      controller: { postMessage() {} },
      ready: new Promise(() => undefined),
      register: () => new Promise(() => undefined),
      getRegistration: async () => undefined,
    }),
    configurable: true,
  });

test('the pause of a hand is not waited for when the app goes to the back', async () => {
  withWorker();
  const app = await open({ diary: urge() });
  await openEntry(app);
  await app.write(app.t('about_thoughts'), 'tom leilighet, sent');
  seen('hidden');
  await atOnce(() => expect(app.state.entriesOfKind('urge')[0]?.fields.text).toBe('tom leilighet, sent'));
});

test('what was typed first does not wait for the end of it', async () => {
  withWorker();
  const app = await open({ diary: urge() });
  await openEntry(app);
  // Somebody who never pauses, on a clock that goes on for nobody else.
  const words = 'uten en eneste pause, lenge og vel';
  vi.setTimerTickMode('manual');
  for (let typed = 1; typed <= words.length; typed += 1) {
    await app.write(app.t('about_thoughts'), words.slice(0, typed));
    await app.later(100);
  }
  await atOnce(() => expect(app.state.entriesOfKind('urge')[0]?.fields.text).toBeTruthy());
  expect(String(app.state.entriesOfKind('urge')[0]?.fields.text).length).toBeLessThan(words.length);
});

test('in a first visit no word waits for a pause before it is written', async () => {
  let app = await open();
  let said = '';
  for (const more of ['jeg vil', ' slippe', ' å skjule']) {
    await app.go('text/module/first-hold/reason');
    said += more;
    await app.write(app.t('own_words'), said);
    await app.later(1);
    await atOnce(() => expect(app.state.entriesOfKind('answer')[0]?.fields.own_text).toBe(said));
    app = await open({ disk: app.disk });
    await app.go('text/module/first-hold/reason');
    await app.until(async () => expect((await app.labelled(app.t('own_words'))).value).toBe(said));
  }
});

test.each(['nb', 'en'] as const)('a full phone says so on every screen, and the words stay (%s)', async (locale) => {
  const app = await open({ locale, diary: urge('før') });
  const disk = fillable();
  const said = () =>
    app.until(() => expect(document.querySelector('[role=alert]')?.textContent).toContain(app.t('kept_not_full')));
  const field = await openEntry(app);
  disk.full = true;
  field.focus();
  type(field, 'dette er det ikke plass til');
  leave(field);
  await said();
  const before = disk.refused;
  await app.press(app.t('done'));
  await app.until(() => expect(disk.refused).toBeGreaterThan(before));
  // A press while the first is at work would find it failed as well.
  await (await import('../shared/drafts.ts')).flush();
  expect(field.value).toBe('dette er det ikke plass til');
  disk.full = false;
  await app.press(app.t('done'));
  await found(app, 'main dl');
  expect(await openEntry(app)).toHaveProperty('value', 'dette er det ikke plass til');

  disk.full = true;
  await app.go('log');
  for (let press = 0; press < 2; press += 1) {
    await strength(app, 4);
    await said();
  }
  await app.go('checkin');
  await tap(app, ".ten button[value='6']");
  await app.press(app.t('save'));
  await said();
  await app.go('language');
  await count(app, 'input[name=theme]', 3);
  document.querySelectorAll<HTMLElement>('input[name=theme]')[2]?.click();
  await said();
  await app.go('code');
  await app.press(app.t('code_only_here'));
  await app.press(app.t('here_choose'));
  await said();
  disk.full = false;
  await app.press(app.t('here_choose'));
  await count(app, '[role=alert]', 0);
});

test('words that found no room are kept by themselves when there is room again', async () => {
  let app = await open({ diary: urge('før') });
  const disk = fillable();
  await app.go('text/module/first-hold/reason');
  disk.full = true;
  await app.write(app.t('own_words'), 'Dette er det ikke plass til.');
  await app.see(app.t('kept_not_full'));
  await app.go('today');
  await app.until(() =>
    expect(document.querySelector('.notices > .notice')?.textContent).toContain(app.t('warn_phone-full')),
  );
  await app.go('urge');
  await found(app, '.wave');
  await app.go('text/module/first-hold/reason');
  expect((await app.labelled(app.t('own_words'))).value).toBe('Dette er det ikke plass til.');
  disk.full = false;
  await app.later(6000);
  await app.see(app.t('answer_kept'));
  await app.go('today');
  await app.until(() => expect(app.text()).not.toContain(app.t('warn_phone-full')));
  app = await open({ disk: app.disk });
  await app.go('text/module/first-hold/reason');
  await app.until(async () =>
    expect((await app.labelled(app.t('own_words'))).value).toBe('Dette er det ikke plass til.'),
  );
});

test('a field that is full says how much it holds, and is kept whole', async () => {
  const app = await open({ locale: 'en', diary: urge() });
  const field = await openEntry(app);
  expect(field.maxLength).toBe(10_000);
  field.focus();
  type(field, '字'.repeat(9_999));
  await app.later(50);
  expect(app.text()).not.toContain('This field is full.');
  type(field, '字'.repeat(10_000));
  await app.see('This field is full. You can write up to 10000 characters here.');
  leave(field);
  await app.press(app.t('done'));
  expect(await openEntry(app)).toHaveProperty('value', '字'.repeat(10_000));
});

/** The form of somebody in the plan. */
async function person(app: Opened, name: string): Promise<void> {
  await app.go('plan');
  await app.press(app.t('change_this', { what: name }), 'button');
  await app.labelled(app.t('person_phone'));
}

async function savedPerson(app: Opened): Promise<void> {
  await tap(app, '.dock .main');
  await heading(app, app.t('my_plan'));
}

const rung = (app: Opened, ...numbers: string[]): Promise<void> =>
  app.until(() => {
    const all = [...document.querySelectorAll("main a[href^='tel:']")].map((it) => it.getAttribute('href')?.slice(4));
    expect(all.toSorted()).toEqual(numbers.toSorted());
  });

test('somebody to ring who was begun here loses nothing that another phone kept meanwhile', async () => {
  const { app: first, theirs } = await twoPhones();
  let app = first;
  await app.go('plan');
  await app.press(app.t('person_add'), 'button');
  await app.write(app.t('person_name'), 'Kari');
  await app.write(app.t('person_phone'), '41 11 11 11');
  await savedPerson(app);
  await goes(app, theirs);
  const { id } = newest(theirs, 'person');
  // Begun here and left; there another number is kept.
  await person(app, 'Kari');
  await app.write(app.t('person_phone'), '42 22 22 22');
  await app.press(app.t('back'));
  await theirs.edit(id, { phone_text: '43 33 33 33' }, { phone_text: '41 11 11 11' });
  await comes(app, theirs);
  app = await open({ disk: app.disk, server: app.server });
  await person(app, 'Kari');
  expect((await app.labelled(app.t('person_phone'))).value).toBe('42 22 22 22');
  await savedPerson(app);
  await rung(app, '42222222', '43333333');
  // The form asks which of them stays; kept, they both ring on both phones.
  await person(app, 'Kari');
  await bothStand(app, '42 22 22 22', '43 33 33 33');
  await app.press(app.t('rivals_keep_both'));
  await app.until(() => expect(app.text()).not.toContain(app.t('rivals_keep_both')));
  await goes(app, theirs);
  expect(theirs.entries.get(id)).toMatchObject({ also: [] });
  expect(theirs.entries.get(id)?.fields.phone_text).toContain('43 33 33 33');

  // Only the name is changed here: the number that was changed there is not put back.
  await person(app, 'Kari');
  await app.write(app.t('person_name'), 'Kari K');
  await app.press(app.t('back'));
  await theirs.edit(id, { phone_text: '44 44 44 44' });
  await comes(app, theirs);
  app = await open({ disk: app.disk, server: app.server });
  await person(app, 'Kari');
  expect((await app.labelled(app.t('person_name'))).value).toBe('Kari K');
  await savedPerson(app);
  await rung(app, '44444444');
  expect(document.querySelector("a[href='tel:44444444']")?.textContent).toContain('Kari K');
});

test('two numbers of one name in an exercise both ring, and one is changed without the other', async () => {
  let app = await open();
  const step = shipped('nb').pages.threatened?.steps.find(
    (it) => it.exercise?.kind === 'list' && it.exercise.becomes === 'call',
  )?.id;
  await app.go(`text/page/threatened/${step}/edit`);
  const numbers = () => [...document.querySelectorAll<HTMLInputElement>('main .own-lines input[type=tel]')];
  const names = () => [...document.querySelectorAll<HTMLTextAreaElement>('main .own-lines textarea')];
  for (const [at, digits] of ['22 22 22 22', '33 33 33 33'].entries()) {
    type(await app.until(() => names()[at] ?? never('name')), 'Onkel');
    type(await app.until(() => numbers()[at] ?? never('number')), digits);
  }
  await app.until(() => expect(document.querySelector('.kept')?.textContent).toBe(app.t('answer_kept')));
  await app.go('plan');
  await rung(app, '22222222', '33333333');
  app = await open({ disk: app.disk });
  await app.go(`text/page/threatened/${step}/edit`);
  await app.until(() => expect(numbers().map((it) => it.value)).toEqual(['22 22 22 22', '33 33 33 33']));
  type(numbers()[1] ?? never('number'), '34 34 34 34');
  await app.until(() => expect(document.querySelector('.kept')?.textContent).toBe(app.t('answer_kept')));
  await app.go('urge/call');
  for (const digits of ['22222222', '34343434']) await found(app, `.calls a[href='tel:${digits}']`);
});

function never(what: string): never {
  throw new Error(`no ${what} in: ${document.body.innerHTML}`);
}
