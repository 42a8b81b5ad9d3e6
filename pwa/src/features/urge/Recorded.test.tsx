/** A text that a person has recorded: played, taken along by choice, removed, and what stands there where it cannot be played. */
import { expect, test, vi } from 'vitest';
import type { Locale } from '../../core/model/content.ts';
import { type Opened, type Options, open, shipped } from '../../testing/app.ts';
import { caching, loudspeaker, recording, sound, withRecording } from '../../testing/recorded.ts';
import {
  all,
  clock,
  far,
  main,
  nearBy,
  openWay,
  ridden,
  say,
  speaks,
  text,
  title,
  withUrges,
} from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const sizes = { nb: '1,2 MB', en: '1.2 MB' };

/** The server has the recording; how each request for it was made is told. */
function served(app: Opened, bytes: BodyInit = sound): RequestInit[] {
  const asked: RequestInit[] = [];
  app.between(async (address, init, honest) => {
    if (!address.endsWith(recording.address)) return honest(address, init);
    asked.push(init);
    return new Response(bytes);
  });
  return asked;
}

async function recorded(locale: Locale, options: Options = {}) {
  const app = await open({ locale, texts: (it) => withRecording(it), ...options });
  const phone = { caches: caching(), speaker: loudspeaker(), speech: speaks(far) };
  return { app, ...phone };
}

const play = (app: Opened) => app.press(app.t('recording_play'), 'button');
const rows = (): string[] => all('main .rows a.row').map((it) => text(it.querySelector('span')?.firstChild as Element));
const listened = (locale: Locale): string => shipped(locale).tools['listen-wave']?.title ?? '';

test.each(both)('a recording is played after one press, and its words stand below (%s)', async (locale) => {
  const { app, speaker, speech, caches } = await recorded(locale);
  const asked = served(app);
  await app.go('urge/listen-wave');
  await app.see(app.t('recording_by', { who: 'Kari Nordmann' }));
  for (const step of shipped(locale).tools['listen-wave']?.steps ?? []) await app.see(step.title);
  // Nothing is fetched before it is asked for.
  expect(asked).toEqual([]);
  await play(app);
  await app.until(() => expect(speaker.playing).toBe(true));
  // It leaves nothing on the phone, nor in the browser's memory.
  expect(asked).toHaveLength(1);
  expect(asked[0]?.cache).toBe('no-store');
  expect(asked[0]?.credentials).toBe('omit');
  expect(caches.get('recordings')).toBeUndefined();
  expect(speech.said).toEqual([]);

  speaker.plays(75);
  await app.until(() => expect(clock()).toBe(app.t('time_left', { n: 2 })));
  await app.press(app.t('recording_back', { n: 10 }), 'button');
  expect(speaker.at).toBe(65);
  await app.press(app.t('pause'), 'button');
  await app.until(() => expect(speaker.playing).toBe(false));
  await app.press(app.t('go_on'), 'button');
  await app.until(() => expect(speaker.playing).toBe(true));
  expect(asked).toHaveLength(1);
  speaker.tell('ended');
  await app.until(() => expect(text(main())).toBe(app.t('done')));
});

test('a browser that has forgotten the press plays it at the next one', async () => {
  const { app, speaker } = await recorded('nb');
  served(app);
  speaker.refuses = true;
  await app.go('urge/listen-wave');
  await play(app);
  await app.until(() => expect(text(main())).toBe(app.t('recording_play')));
  await app.until(() => expect(speaker.element).not.toBeNull());
  speaker.refuses = false;
  await play(app);
  await app.until(() => expect(speaker.playing).toBe(true));
});

test('crisis help and back finds it where it was; another screen is quiet', async () => {
  const { app, speaker } = await recorded('nb');
  served(app);
  await app.go('urge');
  await say(app, 6);
  await app.press(app.t('something_else'), 'button');
  await openWay(app, listened('nb'));
  await play(app);
  await app.until(() => expect(speaker.playing).toBe(true));
  speaker.plays(42);
  await app.press(app.t('crisis_help'), 'link');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
  expect(speaker.playing).toBe(false);
  speaker.at = 0;
  await app.press(app.t('back'));
  await app.press(app.t('go_on'), 'button');
  await app.until(() => expect(speaker.playing).toBe(true));
  expect(speaker.at).toBe(42);
});

test.each(both)('downloaded by choice it plays without a connection, until it is removed (%s)', async (locale) => {
  const { app, speaker, caches } = await recorded(locale);
  served(app);
  await app.go('urge/listen-wave');
  await app.see(app.t('recording_seen'));
  await app.press(app.t('recording_download', { size: sizes[locale] }), 'button');
  await app.see(app.t('recording_kept'));
  // Under its hash alone.
  expect([...(caches.get('recordings')?.keys() ?? [])]).toEqual([recording.address]);
  app.offline();
  await play(app);
  await app.until(() => expect(speaker.playing).toBe(true));
  const given = globalThis.caches;
  vi.stubGlobal('caches', { ...given, open: () => Promise.reject(new Error('the disk')) });
  await app.press(app.t('recording_remove'), 'button');
  await app.see(app.t('recording_not_removed'));
  vi.stubGlobal('caches', given);
  await app.press(app.t('recording_remove'), 'button');
  await app.see(app.t('recording_download', { size: sizes[locale] }));
  expect(app.text()).not.toContain(app.t('recording_not_removed'));
  expect(caches.get('recordings')?.size).toBe(0);
});

test.each([
  ['there is no connection', 'recording_away', (app: Opened): void => app.offline()],
  ['the server gives something else', 'recording_away', (app: Opened): void => void served(app, 'another sound')],
  ['this phone cannot play it', 'recording_broken', null],
] as const)('where %s a voice of the device reads, or the words stand there', async (_, why, breaks) => {
  const { app, speaker, speech } = await recorded('nb');
  if (breaks) breaks(app);
  else served(app);
  await app.go('urge/listen-wave');
  await play(app);
  if (!breaks) {
    await app.until(() => expect(speaker.playing).toBe(true));
    speaker.tell('error');
  }
  await app.see(app.t(why));
  await app.see(app.t('listen_none'));
  speech.has(nearBy);
  await app.see(app.t('listen_voice'));
  await app.press(app.t('listen_start'), 'button');
  await app.until(() => expect(speech.said).toHaveLength(1));
});

test('another file than was named is neither played nor kept', async () => {
  const { app, speaker, caches } = await recorded('nb');
  served(app, 'another sound');
  await app.go('urge/listen-wave');
  await app.press(app.t('recording_download', { size: sizes.nb }), 'button');
  await app.see(app.t('recording_not_kept'));
  expect(caches.get('recordings')).toBeUndefined();
  await play(app);
  await app.see(app.t('recording_away'));
  expect(speaker.playing).toBe(false);
});

test('without a connection, what is not downloaded says so at once, and can be tried again', async () => {
  const { app } = await recorded('nb', { has: { onLine: false } });
  await app.go('urge/listen-wave');
  await app.see(app.t('recording_offline'));
  Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
  served(app);
  await app.press(app.t('try_again'), 'button');
  await app.see(app.t('recording_play'));
});

test('a phone without a voice lists what is recorded while it can be played', async () => {
  const { app } = await recorded('nb', { has: { onLine: true } });
  served(app);
  await app.go('tools');
  const online = (is: boolean) => {
    Object.defineProperty(navigator, 'onLine', { value: is, configurable: true });
    dispatchEvent(new Event(is ? 'online' : 'offline'));
  };
  await app.until(() => expect(rows()).toContain(listened('nb')));
  expect(rows()).not.toContain(shipped('nb').tools['listen-ground']?.title);
  online(false);
  await app.until(() => expect(rows()).not.toContain(listened('nb')));
  online(true);
  await app.go('urge/listen-wave');
  await app.press(app.t('recording_download', { size: sizes.nb }), 'button');
  await app.see(app.t('recording_kept'));
  await app.go('tools');
  online(false);
  await app.until(() => expect(rows()).toContain(listened('nb')));
});

test('a hard moment does not open with what is read aloud where there is no voice', async () => {
  const app = await withUrges(Array(3).fill(ridden('listen-wave', 8, 1, 5)));
  speaks(far);
  await app.go('urge');
  await app.until(() => expect(clock()).not.toBe(''));
  expect(title()).not.toBe(listened('nb'));
  const withVoice = await withUrges(Array(3).fill(ridden('listen-wave', 8, 1, 5)));
  speaks(nearBy);
  await withVoice.go('urge');
  await withVoice.until(() => expect(title()).toBe(listened('nb')));
});

test('what was downloaded goes with the diary', async () => {
  const { app, caches } = await recorded('nb', {
    diary: (vault) => vault.write('settings', 'settings', { what: ['again'] }),
  });
  served(app);
  await app.go('urge/listen-wave');
  await app.press(app.t('recording_download', { size: sizes.nb }), 'button');
  await app.see(app.t('recording_kept'));
  await app.go('delete');
  await app.press(app.t('delete_now'), 'button');
  await app.see(app.t('deleted_title'));
  expect(caches.has('recordings')).toBe(false);
});
