/** What must be said is said in plain words, one thing at a time on Today and all of it on More. */
import { expect, test, vi } from 'vitest';
import { base64, fromBase64 } from '../../core/bytes.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Answers, type Opened, open } from '../../testing/app.ts';
import { answered } from '../../testing/kept.ts';

const notices = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.notices > .notice')];

/** Today says this and nothing else, with exactly one thing to do about it; help is where it always is. */
async function oneThing(app: Opened, words: string): Promise<void> {
  await app.go('today');
  await app.until(() => expect(notices().map((it) => it.textContent)).toEqual([expect.stringContaining(words)]));
  expect(notices()[0]?.querySelectorAll('a, button:not(.away)')).toHaveLength(1);
  expect(document.querySelector('.hold')).not.toBeNull();
}

const nothing = (app: Opened): Promise<void> =>
  app.until(() => expect(notices().map((it) => it.textContent)).toEqual([]));

interface Told {
  changes: { sealed: string; version: number }[];
  refused: object[];
}
interface Asked {
  cursor: number;
  puts: { id: string }[];
}

/** What a server makes of a sync: of what it is asked, and of what it honestly says. */
const lying =
  (asks: (asked: Asked) => Asked, tells: (told: Told, asked: Asked) => Told) =>
  async (asked: string, init: RequestInit, honest: Answers): Promise<Response> => {
    if (!asked.endsWith('/sync')) return honest(asked, init);
    const body = JSON.parse(String(init.body)) as Asked;
    const answer = await honest(asked, { ...init, body: JSON.stringify(asks(body)) });
    return Response.json(tells((await answer.json()) as Told, body));
  };

/** No record is taken. */
const refusing = (type: string) =>
  lying(
    (asked) => ({ ...asked, puts: [] }),
    (told, { puts }) => ({ ...told, refused: puts.map(({ id }) => ({ id, type })) }),
  );

/** Every record is sealed in a way that this app does not know. */
const newer = lying(
  (asked) => ({ ...asked, cursor: 0 }),
  (told) => ({
    ...told,
    changes: told.changes.map(({ sealed, version, ...line }) => {
      const bytes = fromBase64(sealed);
      bytes[0] = 2;
      return { ...line, sealed: base64(bytes), version: version + 1 };
    }),
  }),
);

/** Who it is, what of theirs is worth keeping, and how they write something more. */
const people = {
  nb: {
    what: 'again',
    kept: (vault: Vault) => answered(vault, 'reason', { own_text: 'Én grunn.' }),
    more: (vault: Vault, strength: number) => vault.create('urge', { date: '2026-11-23', part: 'day', strength }),
  },
  en: {
    what: 'relative',
    kept: (vault: Vault) => vault.write('checkin/2026-11-23', 'checkin', { date: '2026-11-23', sleep: 2, mood: 4 }),
    more: (vault: Vault, mood: number) => vault.write('checkin/2026-11-22', 'checkin', { date: '2026-11-22', mood }),
  },
} as const;

test.each(['nb', 'en'] as const)(
  'what must be said is said one at a time on Today, and all of it on More (%s)',
  async (locale) => {
    const { what, kept, more } = people[locale];
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: [what], locale });
        await kept(vault);
      },
    });
    const vault = app.state.vault.value as Vault;
    const looks = () => dispatchEvent(new Event('online'));
    // Nothing worth losing yet but this: a code is offered once there is time, after the next step, the mood and the plan; More warns.
    await app.go('more');
    await app.until(() => expect(notices()[0]?.textContent).toContain(app.t('warn_no-code')));
    await app.go('today');
    await app.see(app.t('warn_no-code'));
    await nothing(app);
    const parts = [...document.querySelectorAll('main .part')].map((it) => it.querySelector('h2')?.textContent);
    expect(parts.indexOf(app.t('code_offer'))).toBeGreaterThan(1);
    await app.press(app.t('warn_no-code_do'));
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('code'));
    await vault.makeCode();
    await vault.confirmCode();
    await app.go('today');
    await nothing(app);

    // What the server does not take is sent again, and the word of it goes when it has been taken.
    for (const [why, words, value] of [
      ['vault-full', app.t('warn_vault-full'), 8],
      ['invalid', app.t('warn_refused'), 6],
    ] as const) {
      app.between(refusing(why));
      await more(vault, value);
      looks();
      await oneThing(app, words);
      app.online();
      await nothing(app);
    }

    // Two days without a connection are no news; four are, calmly. What is on its way still would be heard of then.
    await vault.sync();
    const now = Date.now();
    app.offline();
    for (const [days, n] of [
      [2, 0],
      [4, 1],
    ] as const) {
      vi.setSystemTime(now + days * 86_400_000);
      looks();
      await app.go('more');
      await app.see(app.t('sync_offline'));
      await app.go('today');
      await app.until(() => expect(notices()).toHaveLength(n));
    }
    const silent = app.t('warn_silent').split('{')[0] ?? '';
    await oneThing(app, silent);
    await app.press(app.t('warn_silent_do'));
    await oneThing(app, silent);
    app.online();
    await nothing(app);

    // Two at once: Today has the more serious one, More both.
    app.between(newer);
    looks();
    await oneThing(app, app.t('refused_newer'));
    app.between(refusing('vault-full'));
    await vault.create('urge', { date: '2026-11-21', part: 'day', strength: 6 });
    looks();
    await app.go('more');
    await app.until(() =>
      expect(notices().map((it) => it.textContent)).toEqual([
        expect.stringContaining(app.t('refused_newer')),
        expect.stringContaining(app.t('warn_vault-full')),
      ]),
    );
    await app.press(app.t('warn_take_out'));
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('export'));
  },
);
