/** Phones that keep nothing, lose a key or the time, or meet a newer app: help stands, it is said, and the words stay. */
import { expect, test, vi } from 'vitest';
import type { Vault } from '../core/vault/types.ts';
import { type Opened, type Options, open, shut } from '../testing/app.ts';
import { fillable, loseTheKey, noKeys, none, outgrow, refused, silent } from '../testing/disks.ts';
import { fill, found, openEntry, strength, tap, urge } from '../testing/doing.ts';
import { comes, copied, goes, newest, twoPhones } from '../testing/phones.ts';
import { say } from '../testing/urge.ts';

/** What Lockdown Mode takes away, by what has been seen of it. */
function lockdown(): void {
  vi.stubGlobal('caches', undefined);
  vi.stubGlobal('WebAssembly', undefined);
}

const broken: Record<string, Options & { before?: () => void }> = {
  'no database': { disk: none },
  refused: { disk: refused },
  'no keys': { before: noKeys },
  silent: { disk: silent },
  lockdown: { disk: none, before: lockdown },
};

/** Opens the app while its clock goes on: it waits for a disk that never answers. */
async function opens(options: Options): Promise<Opened> {
  let waits = true;
  const opening = open(options).finally(() => {
    waits = false;
  });
  while (waits) {
    await new Promise((resolve) => setImmediate(resolve));
    if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(50);
  }
  return opening;
}

test.each([
  ...Object.keys(broken).map((how) => ['nb', how] as const),
  // A private window refuses; how it is said does not hang on why.
  ['en', 'refused'] as const,
])('a browser that keeps nothing says so first, and help stands (%s, %s)', async (locale, how) => {
  const { before, ...options } = broken[how] ?? {};
  before?.();
  const app = await opens({ ...options, locale, asks: true });
  await app.see(app.t('refused_storage'));
  await tap(app, '.big');
  await say(app, 7);
  await app.see(app.t('pause'));
  await app.go('help');
  await found(app, "main a[href='tel:116117']");
  await app.go('text/module/first-hold/reason');
  await app.see(app.t('refused_storage'));
  await app.write(app.t('own_words'), 'Jeg vil slippe å skjule noe.');
  await alarmed(app, app.t('kept_not_here'));
  expect((await app.labelled(app.t('own_words'))).value).toBe('Jeg vil slippe å skjule noe.');
  await app.go('log');
  await app.see(app.t('refused_storage'));
  await strength(app, 4);
  await alarmed(app, app.t('kept_not_here'));
  await app.go('today');
  await app.see(app.t('refused_storage'));
});

test('a browser that keeps nothing is told apart from a missing connection', async () => {
  const app = await open({ locale: 'en', disk: refused });
  await app.go('signin');
  await fill(app, '#code', '0000-0000-0000-0000-0000-0000-000H');
  await app.press(app.t('signin_open'));
  await app.see(app.t('signin_storage'));
});

test('a phone that is full from the start is not taken for a browser that keeps nothing', async () => {
  const before = await open({ diary: urge('før') });
  await shut();
  fillable().full = true;
  const app = await open({ disk: before.disk });
  // It has been looked whether this browser keeps anything.
  await app.later(1000);
  await app.go('log');
  await strength(app, 4);
  await alarmed(app, app.t('kept_not_full'));
  expect(app.text()).not.toContain(app.t('refused_storage'));
});

const alarmed = (app: Opened, words: string): Promise<void> =>
  app.until(() => expect(document.querySelector('[role=alert]')?.textContent).toContain(words));

test('a key that is lost is named, and the code opens what is here', async () => {
  const { app, code } = await copied({ locale: 'en' });
  // Written where it is here and nowhere else.
  app.offline();
  await urge('fra før nøkkelen ble borte')(app.state.vault.value as Vault);
  await loseTheKey();
  const again = await open({ locale: 'en', disk: app.disk, server: app.server });
  await again.see(again.t('refused_lost_key'));
  await tap(again, '.notice a');
  await fill(again, '#code', code);
  await again.press(again.t('signin_open'));
  await again.see(again.t('signin_done_title'));
  expect(await openEntry(again)).toHaveProperty('value', 'fra før nøkkelen ble borte');
});

test('a newer app in another tab is said, and the words stay', async () => {
  const app = await open({ diary: urge() });
  const field = await openEntry(app);
  await outgrow();
  field.focus();
  field.value = 'skrevet i den gamle fanen';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await alarmed(app, app.t('kept_not_newer'));
  expect(field.value).toBe('skrevet i den gamle fanen');
  const again = await open({ disk: app.disk });
  await again.see(again.t('refused_newer'));
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  await again.press(again.t('outdated_do'));
  await again.until(() => expect(reload).toHaveBeenCalled());
  await tap(again, '.big');
  await found(again, '.how-strong');
});

const NOW = '2026-11-23T12:00:00+01:00';
const year = 365 * 24 * 3_600_000;
const moved = (milliseconds: number): string => new Date(Date.parse(NOW) + milliseconds).toISOString();

/** The server says what time it is, whatever this phone believes. */
const rightTime = (app: Opened): void =>
  app.between(async (asked, init, honest) => {
    const answer = await honest(asked, init);
    answer.headers.set('Date', new Date(NOW).toUTCString());
    return answer;
  });

async function noOddDates(app: Opened): Promise<void> {
  for (const screen of ['today', 'diary', 'insights', 'programme', 'reminders', 'plan', 'devices']) {
    await app.go(screen);
    await app.later(200);
    const stands = document.querySelector('main')?.textContent ?? '';
    expect(stands).not.toMatch(/Invalid|NaN|undefined|1970/);
  }
}

const setItRight = { nb: 'Rett datoen i innstillingene på telefonen.', en: 'Correct it in your phone’s settings' };

test.each([
  ['nb', -1],
  ['nb', 1],
  ['en', -1],
] as const)(
  'a clock that is a year wrong is said, and the latest words win all the same (%s, %s)',
  async (locale, years) => {
    const { app: before, theirs } = await twoPhones({ locale, diary: urge('skrevet til riktig tid') });
    const writes = async (app: Opened, text: string) => {
      const field = await openEntry(app);
      field.focus();
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await app.press(app.t('done'));
      await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields.text).toBe(text));
    };
    let app = await open({ locale, disk: before.disk, server: before.server, at: moved(years * year) });
    rightTime(app);
    await app.state.vault.value?.sync();
    await app.go('today');
    await app.see(setItRight[locale]);
    await noOddDates(app);
    await writes(app, 'et år feil');
    await goes(app, theirs);
    const { id, fields } = newest(theirs, 'urge');
    expect(fields.text).toBe('et år feil');
    vi.setSystemTime(new Date(NOW));
    await theirs.edit(id, { text: 'et år feil, og så på den andre' }, { text: 'et år feil' });
    vi.setSystemTime(new Date(moved(years * year)));
    await comes(app, theirs);
    expect(await openEntry(app)).toHaveProperty('value', 'et år feil, og så på den andre');
    expect(app.text()).not.toContain(app.t('rivals_keep_both'));

    app = await open({ locale, disk: app.disk, server: app.server, at: NOW });
    rightTime(app);
    await app.state.vault.value?.sync();
    await app.go('today');
    await app.until(() => expect(app.text()).not.toContain(setItRight[locale]));
    await writes(app, 'til riktig tid igjen');
    await goes(app, theirs);
    expect(newest(theirs, 'urge').fields.text).toBe('til riktig tid igjen');
    await noOddDates(app);
  },
);

test('without a server the diary speaks against the clock, until he says that it is right', async () => {
  const said = 'men det siste i dagboken er fra';
  const ahead = await open({ at: moved(40 * 24 * 3_600_000) });
  await ahead.go('log');
  await strength(ahead, 6);
  await ahead.until(() => expect(ahead.state.entriesOfKind('urge')).toHaveLength(1));
  let app = await open({ disk: ahead.disk });
  await app.see(said);
  await app.press(app.t('warn_clock_do'));
  await app.until(() => expect(app.text()).not.toContain(said));
  app = await open({ disk: app.disk });
  await found(app, '.hold');
  await app.later(1000);
  expect(app.text()).not.toContain(said);
});
