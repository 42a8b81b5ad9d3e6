/** «Hilsen til deg selv»: made on a calm day, there at the top of the wave, replaced, removed, taken out and in. */
import { expect, test, vi } from 'vitest';
import { type CalmFile, headIn, joinParts, mostBytes, partsOf } from '../../core/model/calm.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { fill, found, tap, todayStands, urge } from '../../testing/doing.ts';
import { chooseFile, download, downloads } from '../../testing/files.ts';
import { heading, isLocked, PIN, pressPin, setLock } from '../../testing/locking.ts';
import { bytesOf, choosePhoto, draws, microphone, plays } from '../../testing/media.ts';
import { comes, copied, goes, twoPhones } from '../../testing/phones.ts';
import { clock, minute, openWay, ridden, sleeps, toWays } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const WORDS = 'Du har klart deg før.\nRing Ola.';
const wave = { nb: 'Bølgen', en: 'The Wave' };

const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
const kinds = (app: Opened, kind: string) => app.state.entriesOfKind(kind);
const screenIs = (app: Opened, name: string): Promise<void> =>
  app.until(() => expect(document.documentElement.dataset.screen).toBe(name));

/** A picture of 60,000 bytes. */
const small = (seed: number) => () => bytesOf(60_000, seed);

/** The screen on which one of the three is made. */
async function toMake(app: Opened, sort: 'words' | 'photo' | 'voice'): Promise<void> {
  await app.go('calm');
  await app.press(new RegExp(`^${app.t(`calm_${sort}`)}`));
  await heading(app, app.t(`calm_${sort}`));
}

async function makeWords(app: Opened, words = WORDS): Promise<void> {
  await toMake(app, 'words');
  await app.write(app.t('calm_words_ask'), words);
  await app.press(app.t('done'));
  await heading(app, app.t('calm_title'));
}

async function makePhoto(app: Opened, seed: number): Promise<void> {
  draws(small(seed));
  await toMake(app, 'photo');
  await choosePhoto(app);
  await app.press(app.t('save'));
  await heading(app, app.t('calm_title'));
}

async function makeVoice(app: Opened, seconds: number): Promise<void> {
  await toMake(app, 'voice');
  await app.press(new RegExp(`^(${app.t('calm_record')}|${app.t('calm_record_again')})$`));
  await app.until(() => expect(app.text()).toContain(app.t('calm_recording', { n: 60 })));
  await app.later(seconds * 1000);
  await app.press(app.t('calm_stop'));
  await app.press(app.t('save'));
  await heading(app, app.t('calm_title'));
}

/** What is kept of a file, as it rests. */
async function content(vault: Vault | null, sort: CalmFile): Promise<Uint8Array | null> {
  const head = vault && headIn(vault.entries, sort);
  const parts = head && partsOf(vault.entries, head);
  return parts ? joinParts(head, await vault.stored(parts)) : null;
}

/** In the wave, so many minutes on. */
async function inTheWave(app: Opened, minutes: number): Promise<void> {
  await toWays(app, 8);
  await openWay(app, wave[app.locale]);
  await app.until(() => expect(clock()).not.toBe(''));
  await sleeps(app, minutes * minute);
}

test.each(both)(
  'words, a photo and a recording are made, stand at the top of the wave, are replaced and removed (%s)',
  async (locale) => {
    const { mic, has, records } = microphone();
    const app = await open({ locale, has, diary: urge() });
    records();
    const sound = plays();
    await app.go('plan');
    await app.press(new RegExp(`^${app.t('calm_title')}`));
    await heading(app, app.t('calm_title'));
    await app.see(app.t('calm_sealed'));
    await makeWords(app);
    await makePhoto(app, 1);
    await makeVoice(app, 12);
    expect(mic).toMatchObject({ asked: 1, open: false });
    await app.see(app.t('calm_seconds', { n: 12, day: '' }).trim().replace(/,$/, ''));
    expect(await content(app.state.vault.value, 'photo')).toEqual(bytesOf(60_000, 1));
    expect((await content(app.state.vault.value, 'voice'))?.length).toBe(13 * 3000);

    await inTheWave(app, 1);
    expect(app.text()).not.toContain(app.t('calm_from'));
    await sleeps(app, 3 * minute);
    await app.see(app.t('calm_from'));
    expect(all('.from-self .own').map((it) => it.textContent)).toEqual([WORDS]);
    await app.until(() => expect(all('.calm-photo[data-drawn]')).toHaveLength(1));
    expect((await found(app, '.calm-photo')).getAttribute('aria-label')).toBe(app.t('calm_photo_alt'));
    // Never by itself: somebody may hear.
    expect(sound.playing()).toBe(false);
    await app.press(app.t('calm_play'));
    expect(sound.playing()).toBe(true);
    await app.press(app.t('calm_play_stop'));
    expect(sound.playing()).toBe(false);
    await app.press(app.t('calm_play'));
    sound.end();
    await app.see(app.t('calm_play'));
    await app.press(app.t('calm_play'));
    // It stays until the ride is over, and stops with it.
    await sleeps(app, 6 * minute);
    await app.see(app.t('calm_from'));
    expect(sound.playing()).toBe(true);
    // Nor does it sink below the words of the wave.
    const [own, words] = [await found(app, '.from-self'), await found(app, '.beat')];
    expect(own.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
    await tap(app, '.dock .main');
    await app.until(() => expect(sound.playing()).toBe(false));

    await makePhoto(app, 2);
    expect(await content(app.state.vault.value, 'photo')).toEqual(bytesOf(60_000, 2));
    expect(kinds(app, 'calm-part')).toHaveLength(2 + 1);
    for (const sort of ['words', 'photo', 'voice'] as const) {
      await toMake(app, sort);
      await app.press(app.t('own_remove'));
      await heading(app, app.t('calm_title'));
    }
    expect(kinds(app, 'calm-part')).toHaveLength(0);
    expect(all('main .row small').map((it) => it.textContent)).toEqual(Array(3).fill(app.t('calm_none')));
    // The last one comes back as it was.
    await app.press(app.t('undo'));
    await app.until(() => expect(kinds(app, 'calm-part')).toHaveLength(1));
    expect((await content(app.state.vault.value, 'voice'))?.length).toBe(13 * 3000);
  },
);

test.each(both)('what cannot be kept is said, and nothing is (%s)', async (locale) => {
  const { mic, has, records } = microphone();
  const app = await open({ locale, has, diary: urge() });
  records();
  draws(() => bytesOf(mostBytes.photo + 1, 1));
  await toMake(app, 'photo');
  await choosePhoto(app, 'image/heic');
  await app.see(app.t('calm_photo_unread'));
  await choosePhoto(app);
  await app.see(app.t('calm_photo_large'));
  draws((side) => bytesOf(side > 800 ? mostBytes.photo + 1 : mostBytes.photo, 1));
  await choosePhoto(app);
  // Three seals of the largest size, and the head. Without a copy the server's limits are none of his.
  await app.see(/0[,.]2\sMB/);
  expect(app.text()).not.toMatch(/4[,.]2\sMB/);

  await toMake(app, 'voice');
  for (const [fault, words] of [
    ['NotAllowedError', 'calm_record_refused'],
    ['NotFoundError', 'calm_record_none'],
    ['AbortError', 'calm_record_failed'],
  ] as const) {
    mic.refuses = fault;
    await app.press(app.t('calm_record'));
    await app.see(app.t(words));
  }
  mic.refuses = null;
  // It stops by itself after a minute, and before it is too large.
  await app.press(app.t('calm_record'));
  await app.see(app.t('calm_recording', { n: 60 }));
  await app.later(61_000);
  await app.see(app.t('save'));
  expect(mic.open).toBe(false);
  mic.each = 14_000;
  await app.press(app.t('calm_record_again'));
  await app.see(app.t('calm_recording', { n: 60 }));
  await app.later(17_000);
  await app.see(app.t('save'));
  expect(mic.open).toBe(false);
  // One who leaves in the middle leaves no microphone on.
  await app.press(app.t('calm_record_again'));
  await app.until(() => expect(mic.open).toBe(true));
  await app.go('calm');
  expect(mic.open).toBe(false);
  expect(kinds(app, 'calm-part')).toHaveLength(0);
});

test.each(both)(
  'in a diary that is full a photo is refused, unless it takes the place of another (%s)',
  async (locale) => {
    const { app } = await copied({
      locale,
      // Begun long ago: what counts is when the copy was made.
      diary: (vault) => vault.write('progress', 'progress', { began: '2025-01-20' }),
    });
    await makePhoto(app, 1);
    const vault = app.state.vault.value as Vault;
    const megabytes = 4 * 1024 * 1024;
    const used = vi.spyOn(vault, 'sealedBytes').mockResolvedValue(megabytes - 1000);
    // The same size in its place.
    await makePhoto(app, 2);
    expect(await content(vault, 'photo')).toEqual(bytesOf(60_000, 2));
    // Three parts for two.
    draws(() => bytesOf(mostBytes.photo, 3));
    await toMake(app, 'photo');
    await choosePhoto(app);
    await app.see(app.t('calm_full'));
    await app.see(/4[,.]2\sMB/);
    await app.press(app.t('calm_full'));
    await app.later(100);
    expect(await content(vault, 'photo')).toEqual(bytesOf(60_000, 2));
    used.mockResolvedValue(100_000);
    await app.press(app.t('left_drop'));
    await toMake(app, 'photo');
    await choosePhoto(app);
    await app.see(/0[,.]2\sMB.+0[,.]2\sMB.+4[,.]2\sMB/);
    await app.press(app.t('save'));
    await heading(app, app.t('calm_title'));
  },
);

test('quick exit turns off the microphone, also one that is granted afterwards', async () => {
  const { mic, has, records } = microphone();
  const app = await open({ has, diary: urge() });
  records();
  await toMake(app, 'voice');
  await app.press(app.t('calm_record'));
  await app.until(() => expect(mic.open).toBe(true));
  document.querySelector<HTMLElement>('.leave')?.click();
  expect(mic.open).toBe(false);

  const late = microphone();
  let grant = (): void => undefined;
  late.mic.answer = new Promise((done) => {
    grant = done;
  });
  const again = await open({ has: late.has, diary: urge() });
  late.records();
  await toMake(again, 'voice');
  await again.press(again.t('calm_record'));
  await again.until(() => expect(late.mic.asked).toBe(1));
  document.querySelector<HTMLElement>('.leave')?.click();
  grant();
  await again.later(100);
  expect(late.mic.open).toBe(false);
});

test.each(both)('nothing is recorded that was stopped, or hidden, before it began (%s)', async (locale) => {
  const { mic, has, records } = microphone();
  const app = await open({ locale, has, diary: urge() });
  records();
  await toMake(app, 'voice');
  const visible = vi.spyOn(document, 'visibilityState', 'get');
  for (const how of ['stopped', 'hidden'] as const) {
    let grant = (): void => undefined;
    mic.answer = new Promise((done) => {
      grant = done;
    });
    await app.press(app.t('calm_record'));
    await app.see(app.t('calm_asking'));
    if (how === 'stopped') await app.press(app.t('calm_stop'));
    else visible.mockReturnValue('hidden');
    grant();
    await app.see(app.t('calm_record'));
    await app.later(3000);
    expect(mic.open, how).toBe(false);
    await app.see(app.t('calm_record'));
  }
  visible.mockRestore();
});

test.each(both)('what is not saved yet waits: while another is tried, and on the way back (%s)', async (locale) => {
  const { mic, has, records } = microphone();
  const app = await open({ locale, has, diary: urge() });
  records();
  plays();
  draws(small(1));
  await toMake(app, 'voice');
  await app.press(app.t('calm_record'));
  await app.see(app.t('calm_recording', { n: 60 }));
  await app.later(4000);
  await app.press(app.t('calm_stop'));
  await app.see(app.t('save'));
  mic.refuses = 'NotAllowedError';
  await app.press(app.t('calm_record_again'));
  await app.see(app.t('calm_record_refused'));
  await app.see(app.t('save'));
  await toMake(app, 'photo');
  await choosePhoto(app);
  await app.see(app.t('save'));
  await app.press(app.t('back'));
  await heading(app, app.t('calm_title'));
  expect(all('main .row small').map((it) => it.textContent)).toEqual([
    app.t('calm_none'),
    app.t('calm_unsaved'),
    app.t('calm_unsaved'),
  ]);
  await app.press(new RegExp(`^${app.t('calm_voice')}`));
  await app.press(app.t('save'));
  await heading(app, app.t('calm_title'));
  expect((await content(app.state.vault.value, 'voice'))?.length).toBe(5 * 3000);
  await app.press(new RegExp(`^${app.t('calm_photo')}`));
  await app.press(app.t('left_drop'));
  await heading(app, app.t('calm_title'));
  expect(app.text()).not.toContain(app.t('calm_unsaved'));
  expect(kinds(app, 'calm-photo')).toHaveLength(0);
});

test('of two photos that are chosen quickly the last one stands, and the same file can be chosen again', async () => {
  const app = await open({ diary: urge() });
  await toMake(app, 'photo');
  let opens = (): void => undefined;
  const slow = new Promise<void>((done) => {
    opens = done;
  });
  draws(small(1), slow);
  await choosePhoto(app);
  await app.see(app.t('calm_photo_working'));
  draws(small(2));
  const chooser = (await found(app, 'input[type=file]')) as HTMLInputElement;
  const emptied = vi.spyOn(chooser, 'value', 'set');
  await choosePhoto(app);
  expect(emptied).toHaveBeenCalledWith('');
  await app.see(app.t('save'));
  draws(small(1));
  opens();
  await app.later(100);
  await app.press(app.t('save'));
  await heading(app, app.t('calm_title'));
  expect(await content(app.state.vault.value, 'photo')).toEqual(bytesOf(60_000, 2));
});

test('with a course of his own of three minutes it comes before the top of that', async () => {
  const app = await open({
    diary: async (vault) => {
      for (const minutes of [3, 3, 3]) await vault.create('urge', ridden('wave', 7, 3, minutes));
    },
  });
  await makeWords(app);
  await toWays(app, 7);
  await openWay(app, wave.nb);
  await app.until(() => expect(clock()).not.toBe(''));
  await sleeps(app, minute / 2);
  expect(app.text()).not.toContain(app.t('calm_from'));
  await sleeps(app, minute / 3);
  await app.see(app.t('calm_from'));
});

test('without a line in the diary no sheet is offered, and the photo goes out all the same', async () => {
  const app = await open({ diary: (vault) => vault.write('settings', 'settings', { what: ['again'] }) });
  await makePhoto(app, 1);
  await app.go('export/readable');
  await app.see(app.t('readable_files'));
  await app.see(app.t('readable_json'));
  for (const words of ['readable_csv', 'readable_print'] as const) expect(app.text()).not.toContain(app.t(words));
});

test('one that was removed comes back with the date on which it was made', async () => {
  const app = await open({ diary: urge() });
  await makePhoto(app, 1);
  const made = () => headIn(app.state.entries.value, 'photo')?.date;
  const day = made();
  vi.setSystemTime(Date.now() + 48 * 60 * minute);
  const { today } = await import('../../shared/today.ts');
  const { dropFile } = await import('./commands.ts');
  await app.until(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    expect(today.value).not.toBe(day);
  });
  const undo = await dropFile('photo');
  expect(made()).toBeUndefined();
  await undo?.();
  expect(made()).toBe(day);
});

test('a browser that records nothing offers no recording, and plays one of another phone', async () => {
  const { app, theirs } = await twoPhones({ diary: urge() });
  await app.go('calm');
  await app.see(app.t('calm_photo'));
  expect(app.text()).not.toContain(app.t('calm_voice'));
  const bytes = bytesOf(1000, 1);
  const { calmKind, splitFile, sumOf } = await import('../../core/model/calm.ts');
  const file = { set: 's', type: 'audio/webm', bytes: 1000, sum: await sumOf(bytes), date: '2026-11-20', seconds: 4 };
  // The head comes first, as it may.
  await theirs.write(calmKind('voice'), calmKind('voice'), { file });
  await comes(app, theirs);
  await app.press(new RegExp(`^${app.t('calm_voice')}`));
  await app.see(app.t('calm_coming'));
  await theirs.writeAll(splitFile(bytes, 's', theirs.tag).map((fields) => ({ kind: 'calm-part', fields })));
  await comes(app, theirs);
  await app.see(app.t('calm_play'));
  // A part that is not what the head says is not played.
  await theirs.write(calmKind('voice'), calmKind('voice'), { file: { ...file, sum: '0'.repeat(64), set: 't' } });
  await theirs.writeAll(splitFile(bytes, 't', theirs.tag).map((fields) => ({ kind: 'calm-part', fields })));
  await comes(app, theirs);
  await app.see(app.t('calm_voice_broken'));
  expect(app.text()).not.toContain(app.t('calm_play'));
  await app.press(app.t('own_remove'));
  await heading(app, app.t('calm_title'));
  expect(kinds(app, 'calm-part').map(({ fields }) => fields.set)).toEqual(['s']);
  // Nor does it wait for ever for a part that is lost.
  await theirs.write(calmKind('voice'), calmKind('voice'), { file: { ...file, set: 'u' } });
  await comes(app, theirs);
  await app.press(new RegExp(`^${app.t('calm_voice')}`));
  await app.see(app.t('calm_coming'));
  vi.setSystemTime(Date.now() + 25 * 60 * minute);
  await theirs.create('urge', { strength: 1 });
  await comes(app, theirs);
  await app.see(app.t('calm_voice_broken'));
});

test('of two phones that replace a photo at once one wins whole, and the parts of the other go', async () => {
  const { app, theirs } = await twoPhones({ diary: urge() });
  await makePhoto(app, 1);
  await goes(app, theirs);
  await makePhoto(app, 2);
  const bytes = bytesOf(70_000, 3);
  const { calmKind, splitFile, sumOf } = await import('../../core/model/calm.ts');
  const file = { set: 'z', type: 'image/jpeg', bytes: bytes.length, sum: await sumOf(bytes), date: '2026-11-24' };
  vi.setSystemTime(Date.now() + 60_000);
  await theirs.writeAll([
    ...splitFile(bytes, 'z', theirs.tag).map((fields) => ({ kind: 'calm-part', fields })),
    { id: await theirs.named(calmKind('photo')), kind: calmKind('photo'), fields: { file } },
  ]);
  await comes(app, theirs);
  await goes(app, theirs);
  for (const vault of [app.state.vault.value, theirs]) expect(await content(vault, 'photo')).toEqual(bytes);
  await app.go('today');
  await app.go('calm');
  await app.until(() => expect(kinds(app, 'calm-part').map(({ fields }) => fields.set)).toEqual(['z', 'z']));
  await goes(app, theirs);
  expect([...theirs.entries.values()].filter(({ kind }) => kind === 'calm-part')).toHaveLength(2);
});

test.each(both)('behind the lock, without logging in and in the other face it is not there (%s)', async (locale) => {
  const app = await open({ locale, diary: urge() });
  await makeWords(app);
  await setLock();
  await app.go('lock');
  await app.press(app.t('lock_now'));
  await isLocked(app);
  expect(document.documentElement.innerHTML).not.toContain('Ring Ola');
  await app.press(app.t('lock_guest'));
  await heading(app, app.t('guest_title'));
  location.hash = '#/calm';
  await app.later(50);
  await heading(app, app.t('guest_title'));
  await app.press(app.t('hard_now'));
  await screenIs(app, 'urge');
  await sleeps(app, 5 * minute);
  expect(document.documentElement.innerHTML).not.toContain('Ring Ola');
  await app.go('tools');
  expect(app.text()).not.toContain(app.t('calm_title'));
  await app.go('guest');
  await app.press(app.t('guest_lock'));
  await isLocked(app);
  await pressPin(app, PIN);
  await todayStands(app);
  await app.state.setting({ what: ['relative'] });
  await app.go('plan');
  expect(app.text()).not.toContain(app.t('calm_title'));
});

test('it is taken out and in whole, and read by other programs', { tags: 'slow' }, async () => {
  const { app, code } = await copied({ diary: urge() });
  await makeWords(app);
  await makePhoto(app, 5);
  const files = downloads();
  await app.go('export/readable');
  await app.see(app.t('readable_files'));
  const sheet = await download(app, files, new RegExp(`^${app.t('readable_csv')}`));
  expect(await sheet.text()).toContain('Ring Ola.');
  expect(await sheet.text()).not.toContain('calm');
  const json = JSON.parse(await (await download(app, files, new RegExp(`^${app.t('readable_json')}`))).text());
  expect(json.diary).toContainEqual({ date: '2026-11-23', what: 'text', thoughts: WORDS });
  expect(json.files).toEqual([
    {
      what: 'photo',
      date: '2026-11-23',
      type: 'image/jpeg',
      base64: Buffer.from(bytesOf(60_000, 5)).toString('base64'),
    },
  ]);
  await app.go('export/sealed');
  await fill(app, '#code', code);
  await app.press(app.t('sealed_make'));
  const sealed = new Uint8Array(await (await download(app, files, app.t('file_save'))).arrayBuffer());

  const other = await open({ server: app.server });
  other.offline();
  await other.press(other.t('first_code'));
  await other.press(other.t('signin_file'));
  await chooseFile(other, new File([sealed], 'n.dat'));
  await fill(other, '#code', code);
  await other.press(other.t('import_open'));
  await heading(other, other.t('import_done_title'));
  expect(await content(other.state.vault.value, 'photo')).toEqual(bytesOf(60_000, 5));
  // What is looked for is found where it is written.
  await other.press(other.t('continue'));
  await other.go('diary');
  await other.press(other.t('diary_search'));
  await other.write(other.t('search_label'), 'ring ola');
  await other.press(/Ring Ola/);
  await heading(other, other.t('calm_words'));
});
