/** The guide, the drafts and the pages they lead to, from the content pack. Always what the server has now: coaches are online. */
import { signal } from '@preact/signals';
import { fromUtf8 } from '../core/bytes.ts';
import { coachAsks } from '../core/content/cache.ts';
import { fetchBundle, fetchPack, isAddress, isWholeText, readManifest } from '../core/content/manifest.ts';
import { request } from '../core/http/request.ts';
import { isOneOf, isRecord, isString, recordIn } from '../core/model/codec.ts';
import type { Bundle, CoachBundle, Face, Locale, Organisation, Reply, Service } from '../core/model/content.ts';
import { locale } from '../platform/i18n.ts';

/** What is read of the pack that everybody has. */
type Pack = Pick<Bundle, 'pages' | 'tools' | 'modules' | 'directory' | 'organisation' | 'coach'>;

export interface Texts {
  locale: Locale;
  pack: Pack;
  /** null: the pack has none. */
  coach: CoachBundle | null;
}

/** null while they are fetched; `missing`: they cannot be had. */
export const texts = signal<Texts | 'missing' | null>(null);

const isReply = (value: unknown): value is Reply =>
  isRecord(value) && [value.id, value.title, value.text].every(isString);

/** What only coaches read, by its form; null for what is none. */
function readCoachBundle(value: unknown): CoachBundle | null {
  const { version, locale: of, guide, replies } = recordIn(value);
  const whole = isString(version) && isOneOf(['nb', 'en'], of) && isWholeText(guide) && Array.isArray(replies);
  return whole ? { version, locale: of, guide, replies: replies.filter(isReply) } : null;
}

async function fetchCoachBundle(address: string): Promise<CoachBundle | null> {
  const bytes = await fetchBundle(address);
  return bytes && readCoachBundle(JSON.parse(fromUtf8(bytes)));
}

const drafts = signal<Partial<Record<Locale, readonly Reply[]>>>({});

/** The drafts in the language that the person writes in, as soon as they are here; none while they are fetched. */
export const draftsIn = (of: Locale): readonly Reply[] => drafts.value[of] ?? [];

/** Fetches them, unless they are here. */
export async function bringDrafts(of: Locale): Promise<void> {
  const now = texts.peek();
  const known = drafts.peek()[of] || (now !== null && now !== 'missing' && now.locale === of && now.coach?.replies);
  // Offline: there are no drafts, and whoever opens the box again asks again.
  const found = known || (await load(of).catch(() => null))?.coach?.replies;
  if (found) drafts.value = { ...drafts.peek(), [of]: found };
}

async function load(of: Locale): Promise<Texts | null> {
  const answer = await request(`/api/content/${of}${coachAsks}`, { cache: 'no-cache' });
  if (!answer.ok) return null;
  const manifest = readManifest(await answer.json(), of);
  if (!manifest) return null;
  const { coach } = manifest;
  const [pack, own] = await Promise.all([fetchPack(manifest), isAddress(coach) ? fetchCoachBundle(coach) : null]);
  return pack && { locale: of, pack, coach: own };
}

/** As the server names it now; null when it cannot be had, or names none. */
export const organisationNow = async (): Promise<Organisation | null> =>
  (await load(locale.peek()))?.pack.organisation ?? null;

let asked: { of: Locale; coming: Promise<void> } | null = null;

/** Fetches the texts of a language, unless they are here or on their way. Resolves when they are here or cannot be had. */
export function fetchTexts(of: Locale): Promise<void> {
  const now = texts.peek();
  if (now !== null && now !== 'missing' && now.locale === of) return Promise.resolve();
  if (asked?.of === of) return asked.coming;
  const mine = { of, coming: take() };
  async function take(): Promise<void> {
    // Offline: the page says that the texts are missing.
    const found = await load(of).catch(() => null);
    if (asked !== mine) return;
    asked = null;
    texts.value = found ?? 'missing';
  }
  asked = mine;
  return mine.coming;
}

/** The texts, when they are here. */
export function here(): Texts | null {
  const now = texts.value;
  return now === 'missing' ? null : now;
}

export const serviceNamed = (id: string): Service | undefined => here()?.pack.directory.find((it) => it.id === id);

/** The words of what a first message said it is about; a code that the pack does not know stays a code. */
/** `face` null: it was not told, and the words are looked for under both. */
export function aboutWords(face: Face | null, codes: readonly string[]): string[] {
  const about = here()?.pack.coach?.about;
  const known = face ? (about?.[face] ?? []) : [...(about?.stop ?? []), ...(about?.near ?? [])];
  return codes.map((code) => known.find((it) => it.code === code)?.label ?? code);
}
