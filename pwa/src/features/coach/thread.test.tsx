/** A thread with a coach: what is written in it, what comes, what is pressed away, and what a server that lies does to it. */

import { options as preact } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { StoredMessage } from '../../core/thread/modelOffice.ts';
import type { Threads } from '../../core/thread/types.ts';
import type { Opened } from '../../testing/app.ts';
import { letter, opened, said, thread, threadIn } from '../../testing/coached.ts';

const both = ['nb', 'en'] as const;
const field = (): HTMLTextAreaElement => document.querySelector('#coach-letter') as HTMLTextAreaElement;
const focused = (): string => (document.activeElement as HTMLElement | null)?.textContent ?? '';

/** A phone that could be reached: reminders can be chosen, and are off. */
async function reachable(): Promise<void> {
  vi.stubGlobal('PushManager', class {});
  vi.stubGlobal('Notification', { permission: 'default' });
  const worker = { addEventListener() {}, getRegistration: async () => undefined, register: async () => undefined };
  Object.defineProperty(navigator, 'serviceWorker', {
    value: { ...worker, ready: new Promise(() => {}) },
    configurable: true,
  });
}
afterEach(() => void Reflect.deleteProperty(navigator, 'serviceWorker'));

/** Presses what is called so in this part of the screen, as soon as it is there. */
const pressIn = (app: Opened, part: () => HTMLElement, name: string): Promise<void> =>
  app.until(() => {
    const found = [...part().querySelectorAll<HTMLElement>('button, a')].find((it) => it.textContent?.trim() === name);
    if (!found) throw new Error(`nothing called ${name}`);
    found.focus();
    found.click();
  });

async function write(app: Opened, text: string): Promise<void> {
  await app.write(app.t('coach_field'), text);
  await app.press(app.t('coach_send'));
  await app.until(() => letter(text));
}

test.each(both)(
  'a message is sent, read and answered, and each of it is said (%s)',
  { tags: 'slow' },
  async (locale) => {
    const { app, office, kari, id } = await thread({ locale, opening: 'Første ord' });
    expect(letter('Første ord').textContent).toContain(app.t('coach_sent'));
    await write(app, 'Andre ord');
    await app.until(() => expect(letter('Andre ord').textContent).toContain(app.t('coach_sent')));
    expect((await said(kari)).at(-1)).toMatchObject({ kind: 'text', text: 'Andre ord' });
    expect(field().value).toBe('');
    const page = office.threads.get(id);
    if (page) page.read.c = page.seq;
    await kari.says(id, 'Takk for at du skrev.');
    app.online();
    await app.until(() => expect(letter('Andre ord').textContent).toContain(app.t('coach_read')));
    const from = app.t('coach_from', { name: 'Kari' });
    await app.until(() => expect(letter('Takk for at').querySelector('h3')?.textContent).toBe(from));
  },
);

test.each(both)('what a coach proposes is a reminder only when it is said yes to (%s)', async (locale) => {
  const { app, kari, id } = await thread({ locale, diary: reachable });
  await kari.answers(id, { kind: 'agreement', name: 'Kari', text: 'I natt', date: '2026-11-23', time: '00:00' });
  await kari.answers(id, { kind: 'agreement', name: 'Kari', text: 'Ring legen', date: '2026-11-28', time: '18:30' });
  app.online();
  // An hour that has passed promises no reminder.
  await app.until(() => expect(letter('I natt').textContent).toContain(app.t('coach_passed')));
  expect(letter('I natt').querySelector('button')).toBeNull();
  expect(app.state.deviceRecords.value.get('own')).toBeUndefined();
  await pressIn(app, () => letter('Ring legen'), app.t('coach_agree_yes'));
  await app.until(() => expect(letter('Ring legen').textContent).toContain(app.t('coach_agreed_off')));
  expect(letter('Ring legen').querySelector('a')?.textContent).toBe(app.t('coach_reminders_on'));
  await app.until(async () => expect((await said(kari)).at(-1)).toEqual({ kind: 'accepted', agreement: 2 }));
  await app.go('reminders');
  expect((await app.labelled(/Ring legen/)).checked).toBe(true);
});

test('an app that dies while an agreement is said yes to minds nobody of what was not said', async () => {
  const { app, kari, id } = await thread({ diary: reachable });
  await kari.answers(id, { kind: 'agreement', name: 'Kari', text: 'Ring legen', date: '2026-11-28', time: '18:30' });
  app.online();
  await app.until(() => letter('Ring legen'));
  const { threads } = await import('./threads.ts');
  const write = vi.spyOn(threads.peek() as Threads, 'write').mockReturnValue(new Promise(() => undefined));
  await pressIn(app, () => letter('Ring legen'), app.t('coach_agree_yes'));
  await app.until(() => expect(write).toHaveBeenCalledWith({ kind: 'accepted', agreement: 1 }, undefined));
  expect(app.state.deviceRecords.value.get('own')).toBeUndefined();
});

test.each(both)('a message that is taken back is read by nobody any more (%s)', async (locale) => {
  const { app, kari } = await thread({ locale });
  await write(app, 'Det jeg angret');
  await app.until(() => expect(letter('Det jeg angret').textContent).toContain(app.t('coach_sent')));
  const mine = () => letter('Det jeg angret');
  await pressIn(app, mine, app.t('coach_withdraw'));
  await app.until(() => expect(document.activeElement?.getAttribute('aria-label')).toBe(app.t('coach_withdraw')));
  expect(document.activeElement?.textContent).toContain(app.t('coach_withdraw_sure'));
  await pressIn(app, mine, app.t('coach_no'));
  await app.until(() => expect(focused()).toBe(app.t('coach_withdraw')));
  await pressIn(app, mine, app.t('coach_withdraw'));
  await app.press(app.t('coach_withdraw_yes'));
  await app.until(() => expect(focused()).toBe(app.t('coach_withdrew_you')));
  expect(app.text()).not.toContain('Det jeg angret');
  await app.until(async () => expect((await said(kari)).at(-1)).toEqual({ withdrew: 2 }));
});

test.each(both)(
  'a conversation that is closed is erased here and on the server, with its reminders (%s)',
  async (locale) => {
    const { app, office, kari, id } = await thread({ locale, opening: 'Første ord', diary: reachable });
    await write(app, 'Andre ord');
    await kari.answers(id, { kind: 'agreement', name: 'Kari', text: 'Ring legen', date: '2026-11-28', time: '18:30' });
    app.online();
    await pressIn(app, () => letter('Ring legen'), app.t('coach_agree_yes'));
    await app.until(() => expect(letter('Ring legen').textContent).toContain(app.t('coach_agreed_off')));
    await app.go('coach/close');
    await app.press(app.t('coach_close_yes'));
    await app.until(() => expect(document.querySelector('h1')?.textContent).toBe(app.t('coach_closed_title')));
    await app.until(() => expect(threadIn(office)).toBe(''));
    await app.go('reminders');
    expect(app.text()).not.toContain('Ring legen');
    // Not one word of it left the phone unsealed.
    const sent = JSON.stringify(vi.mocked(fetch).mock.calls.map(([asked, init]) => [asked, init?.body]));
    for (const words of ['Første ord', 'Andre ord', 'Ring legen']) expect(sent).not.toContain(words);
  },
);

test('whoever presses something away goes on from what took its place', async () => {
  const { app, kari, id } = await thread({ diary: reachable });
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await kari.says(id, `Svar ${n}.`);
  await kari.answers(id, { kind: 'agreement', name: 'Kari', text: 'Ring legen', date: '2026-11-28', time: null });
  const accepted = async () => (await said(kari)).filter((it) => 'kind' in it && it.kind === 'accepted').length;
  const proposal = () => letter('Ring legen');
  app.online();
  await pressIn(app, proposal, app.t('coach_agree_no'));
  await app.until(() => expect(focused()).toBe(app.t('coach_declined')));
  expect(await accepted()).toBe(0);
  await pressIn(app, proposal, app.t('coach_agree_yes'));
  await app.until(() => expect(focused()).toContain(app.t('coach_agreed_off')));
  await app.until(async () => expect(await accepted()).toBe(1));
  // A reminder that was turned off again leaves what was said yes to.
  await app.go('reminders');
  await app.choose(/Ring legen/);
  await app.until(() =>
    expect(app.state.deviceRecords.value.get('own')).toMatchObject({ on: { [`coach/${id}/10`]: false } }),
  );
  await app.go('coach');
  await app.until(() => expect(proposal().textContent).toContain(app.t('coach_was_accepted')));
  await pressIn(app, proposal, app.t('coach_remind'));
  await app.until(() => expect(focused()).toContain(app.t('coach_agreed_off')));
  const first = document.querySelector('.coach-letter');
  await app.press(app.t('coach_earlier'));
  await app.until(() => {
    const all = [...document.querySelectorAll('.coach-letter')];
    const before = all[all.findIndex((it) => it.id === first?.id) - 1];
    expect(before?.querySelector('h3')).toBe(document.activeElement);
  });
});

test.each(both)(
  'an answer that comes meanwhile is said and led to, and read when one has come to it (%s)',
  async (locale) => {
    const { app, office, kari, id } = await thread({ locale });
    const { IntersectionObserver: Seen } = globalThis;
    // Nobody has scrolled to it.
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe() {}
        disconnect() {}
        unobserve() {}
      },
    );
    const aloud = () => document.querySelector('.dock [role=status]')?.textContent;
    expect(aloud()).toBe('');
    await kari.says(id, 'Hei igjen');
    app.online();
    await app.until(() => expect(aloud()).toBe(app.t('coach_news', { n: 1 })));
    // What follows from it being drawn is done.
    await app.later(200);
    await app.state.vault.value?.writeDevice('last', {});
    expect(app.state.entriesOfKind('thread')[0]?.fields.read).toBe(1);
    expect(office.threads.get(id)?.read.u).toBe(1);
    await app.press(app.t('coach_came', { n: 1 }));
    await app.until(() => expect(document.activeElement).toBe(letter('Hei igjen').querySelector('h3')));
    await app.until(() => expect(office.threads.get(id)?.read.u).toBe(2));
    expect(app.text()).not.toContain(app.t('coach_came', { n: 1 }));
    // To whoever writes: the words and the focus stay.
    field().focus();
    await app.write(app.t('coach_field'), 'Jeg tenker');
    await kari.says(id, 'En linje til');
    app.online();
    await app.until(() => expect(aloud()).toBe(app.t('coach_news', { n: 2 })));
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('Jeg tenker');
    await app.press(app.t('coach_came', { n: 1 }));
    // Found without a press.
    vi.stubGlobal('IntersectionObserver', Seen);
    await kari.says(id, 'Og en til');
    app.online();
    await app.until(() => expect(office.threads.get(id)?.read.u).toBe(4));
    expect(document.querySelector('.dock')?.textContent).not.toContain(app.t('coach_came', { n: 1 }));
  },
);

test('an answer that comes right after something else is not told as read before one has come to it', async () => {
  const { app, office, kari, id } = await thread();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
      unobserve() {}
    },
  );
  // The frame after which a browser does what can wait does not come in between.
  preact.requestAnimationFrame = () => undefined;
  await kari.says(id, 'Hei igjen');
  app.online();
  await app.until(() => letter('Hei igjen'));
  // What was begun before this is done.
  await app.state.vault.value?.writeDevice('last', {});
  expect(app.state.entriesOfKind('thread')[0]?.fields.read).toBe(1);
  expect(office.threads.get(id)?.read.u).toBe(1);
});

test('what is written without a connection waits, also when the page is loaded anew, and goes by itself', async () => {
  const { app, office, kari, id } = await thread();
  app.offline();
  await write(app, 'Skrevet uten nett');
  await app.until(() => expect(letter('Skrevet uten nett').textContent).toContain(app.t('coach_waiting')));
  const again = await opened({ office, disk: app.disk, offline: true });
  await again.go('coach');
  await again.until(() => expect(letter('Skrevet uten nett').textContent).toContain(again.t('coach_waiting')));
  expect(office.threads.get(id)?.seq).toBe(1);
  again.online();
  await again.until(() => expect(letter('Skrevet uten nett').textContent).toContain(again.t('coach_sent')));
  expect((await said(kari)).at(-1)).toMatchObject({ text: 'Skrevet uten nett' });
});

test('a draft is still there when the page is loaded anew', async () => {
  const { app, office } = await thread();
  await app.write(app.t('coach_field'), 'Halvveis');
  field().blur();
  await app.until(() => expect(JSON.stringify([...app.state.deviceRecords.value])).toContain('Halvveis'));
  const again = await opened({ office, disk: app.disk });
  await again.go('coach');
  await again.until(() => expect(field().value).toBe('Halvveis'));
});

test('Today says that somebody has answered until it has been read, and a lock says nothing of coaches', async () => {
  const { app, office, kari, id } = await thread();
  await app.go('today');
  await kari.says(id, 'Hei');
  app.online();
  await app.press(new RegExp(app.t('coach_news', { n: 1 })));
  await app.until(() => expect(document.activeElement).toBe(letter('Hei').querySelector('h3')));
  await app.until(() => expect(office.threads.get(id)?.read.u).toBe(2));
  await app.go('today');
  await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  await app.until(() => expect(app.text()).not.toContain(app.t('coach_news', { n: 1 })));
  await (await import('../../platform/vaults.ts')).vaults.lock.put('271828', { kind: 'pin' } as never);
  const again = await opened({ office, disk: app.disk });
  await again.until(() => expect(document.querySelector('.keys')).not.toBeNull());
  location.hash = '#/coach';
  await again.until(() => expect(document.documentElement.dataset.screen).toBe('coach'));
  expect(document.querySelector('.keys')).not.toBeNull();
  expect(document.documentElement.outerHTML.toLowerCase()).not.toContain('veileder');
  await again.press(again.t('lock_guest'));
  await again.go('help');
  await again.see(again.t('help_title'));
  expect(again.text()).not.toContain(again.t('more_coach'));
});

type Page = { seq: number; coaches: string[]; messages: StoredMessage[] };
const STRANGER = 'f'.repeat(32);
const withAll = (page: Page, changed: Partial<StoredMessage>): Page => ({
  ...page,
  messages: page.messages.map((it) => ({ ...it, ...changed })),
});

test.each(both)('what a lying server does to a conversation is said on the screen (%s)', async (locale) => {
  const { app, kari, id } = await thread({ locale });
  await kari.says(id, 'Den første.');
  app.online();
  await app.until(() => letter('Den første.'));
  // One look comes after the other: no honest one is under way when the next lie is told.
  const { refreshThreads } = await import('./threads.ts');
  await refreshThreads();
  const notice = () => document.querySelector(`section[aria-label="${app.t('coach_findings')}"]`);
  const told = () => [...(notice()?.querySelectorAll('p') ?? [])].map((it) => it.textContent);
  const lies = (lie: (page: Page) => Page): void => {
    app.between(async (asked, init, honest) => {
      const answer = await honest(asked, init);
      const { pathname } = new URL(asked, 'http://localhost');
      if ((init.method ?? 'GET') !== 'GET' || !/^\/api\/threads\/[0-9a-f]{32}$/.test(pathname)) return answer;
      return answer.ok ? Response.json(lie((await answer.json()) as Page)) : answer;
    });
    dispatchEvent(new Event('online'));
  };
  /** Says these, and no more; what lies about one message may leave a gap for the next. */
  const says = async (...found: string[]): Promise<void> => {
    const words = found.map((it) => app.t(`coach_found_${it}` as 'coach_found_added'));
    await app.until(() => expect(told()).toEqual(expect.arrayContaining(words)));
    const gap = app.t('coach_found_missing');
    expect(
      told()
        .filter((it) => it !== gap)
        .sort(),
    ).toEqual(words.filter((it) => it !== gap).sort());
    app.between(null);
  };
  const read = async (): Promise<void> => {
    await app.press(app.t('coach_findings_read'));
    await app.until(() => expect(notice()).toBeNull());
    await refreshThreads();
  };

  await kari.says(id, 'Den andre.');
  await kari.says(id, 'Den tredje.');
  lies((page) => {
    const [one, two] = page.messages;
    return one && two
      ? {
          ...page,
          messages: [
            { ...two, seq: one.seq },
            { ...one, seq: two.seq },
          ],
        }
      : page;
  });
  await says('order', 'missing');
  expect([...document.querySelectorAll('.coach-letter .read')].map((it) => it.textContent)).toEqual([
    'Den første.',
    'Den andre.',
    'Den tredje.',
  ]);
  await read();

  lies((page) => ({ ...page, seq: page.seq + 1 }));
  await says('missing');
  await read();

  lies((page) => ({ ...page, coaches: [...page.coaches, STRANGER] }));
  await says('added');
  expect(notice()?.querySelector('a')?.textContent).toBe(app.t('coach_renew'));
  await read();
  await app.until(() => expect(focused()).toBe(app.t('coach_title')));

  // A sentence stands in the place of what a stranger said, and none of its words anywhere.
  await kari.says(id, 'Ring meg på dette nummeret.');
  lies((page) => withAll(page, { coach: STRANGER }));
  await says('unproven');
  expect(letter(app.t('coach_unproven'))).toBeTruthy();
  expect(document.documentElement.outerHTML).not.toContain('Ring meg');
  await read();

  await kari.answers(id, { withdrew: 1 });
  lies((page) => withAll(page, { coach: STRANGER }));
  await says('unproven', 'withdrawal');
  expect(letter('Den første.')).toBeTruthy();
  await read();

  await kari.says(id, 'Den er skadet.');
  lies((page) => ({
    ...page,
    messages: page.messages.map((it) => ({ ...it, sealed: `${it.sealed.slice(0, -8)}AAAAAAA=` })),
  }));
  await says('unreadable');
  await read();

  lies((page) => ({ ...page, seq: 1, messages: [] }));
  await app.see(app.t('coach_renew_older-thread'));
  app.between(null);
  dispatchEvent(new Event('online'));
  await says('older');
});

test('under another key of the organisation nobody is shown as a coach, nor what they said before', async () => {
  const { app, office, kari, id } = await thread();
  await kari.says(id, 'Den andre.');
  app.online();
  await app.until(() => letter('Den andre.'));
  const { Office } = await import('../../core/thread/modelOffice.ts');
  const { key } = (await Office.make()).organisation;
  const again = await opened({
    office,
    disk: app.disk,
    texts: (it) => ({ ...it, ...(it.organisation && { organisation: { ...it.organisation, key } }) }),
  });
  await again.go('coach');
  await again.see(again.t('coach_found_organisation'));
  expect(letter(again.t('coach_unproven'))).toBeTruthy();
  expect(document.documentElement.outerHTML).not.toContain('Den andre.');
});
