/** The diary taken out and in: as a sealed file from phone to phone without a server, in files that people read, and deleted. */
import { expect, test } from 'vitest';
import { type Opened, open } from '../../../testing/app.ts';
import { rows } from '../../../testing/disks.ts';
import { count, fill, found, openEntry, urge } from '../../../testing/doing.ts';
import { chooseFile, download, downloads } from '../../../testing/files.ts';
import { heading } from '../../../testing/locking.ts';
import { copied } from '../../../testing/phones.ts';

const THOUGHTS = '=HYPERLINK("x"); kveld på «hotell»';

const alarmed = (app: Opened, words: string | RegExp): Promise<void> =>
  app.until(() => expect(document.querySelector('[role=alert]')?.textContent).toMatch(words));

const bytesOf = async (file: File): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await file.arrayBuffer());

const fileOf = (bytes: Uint8Array<ArrayBuffer>): File => new File([bytes], 'n.dat');

/** Words up to what is filled in. */
const start = (words: string): string => words.split('{')[0]?.replace(/[ «‘]+$/, '') ?? '';

test.each(['nb', 'en'] as const)(
  'the file under the code opens on a fresh phone without a server, and what is wrong with one is said (%s)',
  { tags: 'slow' },
  async (locale) => {
    const { app, code } = await copied({ locale, diary: urge(THOUGHTS) });
    const files = downloads();
    app.offline();
    await app.go('export');
    await app.press(new RegExp(`^${app.t('export_sealed')}`));
    await fill(app, '#code', code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'));
    await app.press(app.t('sealed_make'));
    await app.see(app.t('signin_mistyped'));
    await fill(app, '#code', code.toLowerCase());
    await app.press(app.t('sealed_make'));
    const file = await download(app, files, app.t('file_save'));
    expect(file.name).toBe('fotfeste-2026-11-23.dat');
    await app.see(app.t('file_saved'));
    const whole = await bytesOf(file);

    const other = await open({ locale, server: app.server });
    other.offline();
    await other.press(other.t('first_code'));
    await other.press(other.t('signin_file'));
    const foreign = new TextEncoder().encode('%PDF-1.7 something else altogether, and long enough to be a header');
    const newer = whole.slice();
    newer[4] = 2;
    for (const [flaw, broken] of [
      ['import_foreign', foreign],
      ['import_newer', newer],
      ['import_cut', whole.slice(0, -5)],
    ] as const) {
      await chooseFile(other, fileOf(broken));
      await other.see(start(other.t(flaw)));
    }
    const damaged = whole.slice();
    damaged[5000] = (damaged[5000] ?? 0) ^ 1;
    await chooseFile(other, fileOf(damaged));
    await fill(other, '#code', code);
    await other.press(other.t('import_open'));
    await other.see(other.t('import_damaged'));
    await chooseFile(other, fileOf(whole));
    await fill(other, '#code', '0'.repeat(28));
    await other.press(other.t('import_open'));
    await other.see(other.t('signin_mistyped'));
    await fill(other, '#code', code);
    await other.press(other.t('import_open'));
    await heading(other, other.t('import_done_title'));
    await other.press(other.t('continue'));
    expect(await openEntry(other)).toHaveProperty('value', THOUGHTS);

    // The server is back, and both go on in one diary.
    await other.state.vault.value?.create('urge', { date: '2026-11-23', part: 'day', strength: 3 });
    other.online();
    await other.until(() => expect(other.state.syncState.value).toBe('idle'));
    const first = await open({ locale, disk: app.disk, server: app.server });
    await first.go('diary');
    await count(first, 'main .rows .row', 2);
  },
);

test.each(['nb', 'en'] as const)(
  'the diary moves by a file with a password beside what the new phone has, and is erased where he says (%s)',
  async (locale) => {
    const app = await open({ locale, diary: urge('fra den gamle') });
    const files = downloads();
    app.offline();
    await app.go('export');
    await app.press(new RegExp(`^${app.t('move_title')}`));
    // The button of the first screen, as it is called there.
    expect((await found(app, '.steps-list')).textContent).toContain(app.t('first_code'));
    await app.press(app.t('sealed_make'));
    await heading(app, app.t('password_title'));
    const password = [...document.querySelectorAll('ol.code li')].map((it) => it.textContent).join('-');
    await app.press(app.t('password_have'));
    const file = await download(app, files, app.t('file_save'));
    // Erased in the old place when the person says so.
    await app.press(app.t('move_done'));
    await app.press(app.t('move_erase_now'));
    await app.see(app.t('first_begin'));
    const erased = await open({ locale, disk: app.disk });
    await erased.see(erased.t('first_begin'));

    const other = await open({ locale, diary: urge('skrevet på den nye') });
    other.offline();
    await other.go('import');
    await chooseFile(other, file);
    await fill(other, '#code', `${password.slice(0, -4)}0000`);
    await other.press(other.t('import_open'));
    await alarmed(other, /./);
    await fill(other, '#code', password);
    await other.press(other.t('import_open'));
    await heading(other, other.t('import_ask_title'));
    await other.choose(new RegExp(`^${other.t('import_add')}`));
    await other.press(other.t('import_take'));
    await other.press(other.t('continue'));
    await other.go('diary');
    await count(other, 'main .rows .row', 2);
  },
);

test('a part of the app that is missing is not blamed on the file', async () => {
  const app = await open();
  const { vaults } = await import('../../../platform/vaults.ts');
  vaults.lookAt = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  await app.go('import');
  await chooseFile(app, new File([new Uint8Array(64)], 'fotfeste.dat'));
  await alarmed(app, /^Det er ikke noe galt med filen, men en del av appen er ikke lastet ned/);
  expect(document.querySelector('#file-chosen')?.textContent).toBe('Valgt: fotfeste.dat');
});

test('what is wrong with a code stands, however long it takes to look at the file', async () => {
  const app = await open();
  const { vaults } = await import('../../../platform/vaults.ts');
  let looked = (_: null): void => undefined;
  vaults.lookAt = () =>
    new Promise((resolve) => {
      looked = resolve;
    });
  vaults.openCopy = async () => ({ ok: false, why: 'code' });
  await app.go('import');
  await chooseFile(app, new File([new Uint8Array(64)], 'fotfeste.dat'));
  await fill(app, '#code', 'ABCD');
  await app.press(app.t('import_open'));
  await app.later(100);
  looked(null);
  await app.later(100);
  await alarmed(app, /./);
});

/** The heads of the columns, and what was written. */
const sheet = {
  nb: { heads: 'Dato;Tid på dagen;Hva;Hvor sterk;Tanker', urge: 'Trang' },
  en: { heads: 'Date;Time of day;What;How strong;Thoughts', urge: 'Urge' },
};

test.each(['nb', 'en'] as const)('readable files hold every word and no formula (%s)', async (locale) => {
  const app = await open({
    locale,
    diary: async (vault) => {
      await urge(THOUGHTS)(vault);
      await vault.create('urge', { date: '2026-11-23', part: 'day', strength: 0 });
    },
  });
  const files = downloads();
  await app.go('text/page/safety/signs/edit');
  await fill(app, 'main textarea', 'blir stille');
  await app.see(app.t('answer_kept_device'));
  await app.go('export/readable');
  await app.see(app.t('readable_warning'));

  const { heads, urge: what } = sheet[locale];
  const csv = await download(app, files, new RegExp(`^${app.t('readable_csv')}`));
  const bytes = await bytesOf(csv);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ...lines] = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
  expect(head).toBe(heads);
  expect(lines.map((it) => it.split(';').slice(2).join(';')).toSorted()).toEqual(
    [`${what};6;"'=HYPERLINK(""x""); kveld på «hotell»"`, `${what};0;`].toSorted(),
  );
  const json = async () =>
    JSON.parse(await (await download(app, files, new RegExp(`^${app.t('readable_json')}`))).text());
  const content = await json();
  expect(content.diary.map((it: { thoughts?: string }) => it.thoughts)).toEqual(
    expect.arrayContaining([THOUGHTS, undefined]),
  );
  expect(content.answers).toEqual([]);
  await app.choose(app.t('readable_own'));
  expect((await json()).answers.map((it: { answer: string[] }) => it.answer)).toEqual([['blir stille']]);

  await app.press(new RegExp(`^${app.t('readable_print')}`));
  await app.see(THOUGHTS);
  await app.see('blir stille');
  expect(document.querySelector('.print-only')?.textContent).toContain('Fotfeste');
  // What is about the safety of one's life comes along this time, not every time.
  await app.go('more');
  await app.go('export/readable');
  await app.until(async () => expect((await app.labelled(app.t('readable_own'))).checked).toBe(false));
});

test.each(['nb', 'en'] as const)(
  'after everything was deleted offline nothing is left but the mask and the list of what goes (%s)',
  async (locale) => {
    const { app } = await copied({ locale, diary: urge('borte') });
    const { vaults } = await import('../../../platform/vaults.ts');
    await vaults.writeUnsealedPrefs({ mask: 'vaner' });
    app.offline();
    await app.go('delete');
    await app.see(app.t('delete_export'));
    await app.press(app.t('delete_now'));
    await app.see(app.t('deleted_title'));
    await app.see(app.t('deletions_left', { n: 2 }));
    await app.until(async () => {
      const left = Object.entries(await rows()).filter(([, many]) => many > 0);
      expect(Object.fromEntries(left)).toEqual({ goodbye: 2, outside: 1 });
    });
    expect(await vaults.unsealedPrefs()).toEqual({ mask: 'vaner', sweep: true });
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);

    // At the next start, still without a server, it is said again; with one it is worked off.
    const server = app.server;
    const away = await open({ locale, disk: app.disk, offline: true, server });
    await away.see(away.t('deletions_left', { n: 2 }));
    expect(server.tombstones.size).toBe(0);
    const back = await open({ locale, disk: app.disk, server });
    await back.until(() => expect(server.tombstones.size).toBe(2));
    await back.until(() => expect(back.text()).not.toContain(back.t('deletions_left', { n: 2 })));
  },
);
