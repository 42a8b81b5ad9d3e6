/**
 * What a push brings: the same JSON for every browser (docs/adr/0008). A browser with declarative push has read
 * it already and hands over `event.notification`; the others give the bytes. No iPhone has run the first branch yet.
 */
import { type Mask, maskNames, plainMask } from '../domain/mask.ts';
import { type NudgeKind, nudgeKinds } from '../domain/nudge.ts';

export interface Notice {
  /** The name of the mask that is worn on this phone: the server does not know it. */
  title: string;
  body: string;
  lang: string;
  tag: string;
  kind: NudgeKind | null;
}

/** Shown when a push says nothing that can be read: a push without a notice costs the subscription on an iPhone. */
export const fallback: Notice = {
  title: maskNames[plainMask],
  body: 'Tid for en liten pause?',
  lang: 'nb',
  tag: 'nudge',
  kind: null,
};

/** A push event as far as it is read here; `notification` is absent where push is not declarative. */
export interface Pushed {
  notification?: unknown;
  data: { json(): unknown } | null;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise);

function declared(event: Pushed): unknown {
  if (event.notification) return event.notification;
  try {
    return record(event.data?.json()).notification;
  } catch {
    return null; // no JSON, or none at all
  }
}

export function noticeOf(event: Pushed, mask: Mask): Notice {
  const given = record(declared(event));
  const kind = record(given.data).kind;
  return {
    title: maskNames[mask],
    body: text(given.body, fallback.body),
    lang: text(given.lang, fallback.lang),
    tag: text(given.tag, fallback.tag),
    kind: nudgeKinds.includes(kind as NudgeKind) ? (kind as NudgeKind) : null,
  };
}

/** The screen that a notice leads to. */
export function screenOf(kind: unknown): string {
  return kind === 'weekly' ? '/#/insights' : '/#/today';
}
