/** A person and the coaches of an organisation, for tests of their screens: the model office stands behind the app. */
import { expect, vi } from 'vitest';
import { coachConsentFields } from '../core/model/consents.ts';
import type { Locale } from '../core/model/content.ts';
import { beginning, ModelCoach } from '../core/thread/modelCoach.ts';
import { Office } from '../core/thread/modelOffice.ts';
import { PersonThreads } from '../core/thread/thread.ts';
import type { FromCoach, FromPerson } from '../core/thread/types.ts';
import { phone } from '../core/vault/modelServer.ts';
import type { Vault } from '../core/vault/types.ts';
import { NOON, type Opened, type Options, open, shipped } from './app.ts';

/** An office on the clock of the phones, with one coach. */
export async function coachedOffice(): Promise<{ office: Office; kari: ModelCoach }> {
  const office = await Office.make();
  office.now = () => (vi.isFakeTimers() ? Date.now() : Date.parse(NOON));
  return { office, kari: await ModelCoach.in(office) };
}

/** A diary in which the person has agreed, and has written this to everybody who is there. */
export const wrote =
  (office: Office, text = 'Jeg vil slutte.', locale: Locale = 'nb') =>
  async (vault: Vault): Promise<void> => {
    const version = shipped(locale, true).coach?.version ?? '';
    await vault.write('consents', 'consents', coachConsentFields(version, true, '2026-11-20'));
    const threads = await PersonThreads.over(vault, phone(office), office.organisation);
    const consent = { version, date: '2026-11-20' };
    expect(await threads.begin({ ...beginning, locale, about: ['start'], text, consent })).toEqual({ ok: true });
    expect(await threads.refresh()).toEqual({ ok: true });
    threads.stop();
  };

/** The only thread that the office has, or an empty word. */
export const threadIn = (office: Office): string => [...office.threads.keys()].join();

/** What somebody has written in it, as this coach opens it. */
export const said = async (coach: ModelCoach): Promise<(FromPerson | FromCoach | { withdrew: number })[]> =>
  (await coach.reads(threadIn(coach.office))) as (FromPerson | FromCoach | { withdrew: number })[];

/** An app whose words of coaches are there too. */
export async function opened(options: Options & { office: Office }): Promise<Opened> {
  const app = await open(options);
  await import('../features/coach/words.ts');
  return app;
}

/** A phone on which a thread has begun and stands open; `opening` is its first message. */
export async function thread({ opening, diary, ...options }: Partial<Options> & { opening?: string } = {}) {
  const { office, kari } = options.office
    ? { office: options.office, kari: await ModelCoach.in(options.office) }
    : await coachedOffice();
  const app = await opened({
    ...options,
    office,
    diary: async (vault) => {
      await wrote(office, opening, options.locale)(vault);
      await diary?.(vault);
    },
  });
  await app.go('coach');
  await app.until(() => letter(''));
  return { app, office, kari, id: threadIn(office) };
}

/** A letter of the thread that holds these words, as it stands on the screen. */
export function letter(words: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('.coach-letter')].find((it) =>
    it.textContent?.includes(words),
  );
  if (!found) throw new Error(`no letter with ${words} in: ${document.body.textContent}`);
  return found;
}
