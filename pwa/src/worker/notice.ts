/**
 * What a push brings: the same JSON for every browser (docs/engineers/adr/0018). A browser with declarative push has read
 * it already and hands over `event.notification`; the others give the bytes. No iPhone has run the first branch yet.
 */
import { isOneOf, recordIn } from '../core/model/codec.ts';
import { type Mask, maskNames, plainMask } from '../core/model/mask.ts';
import { type NudgeKind, nudgeKinds, type OwnSort } from '../core/model/nudge.ts';

export interface Notice {
  /** The name of the mask that is worn on this phone: the server does not know it. */
  title: string;
  body: string;
  lang: string;
  tag: string;
  kind: NudgeKind | null;
  /** Where a press leads. */
  screen: string;
}

/** Shown when a push says nothing that can be read: a push without a notice costs the subscription on an iPhone. */
export const fallback: Notice = {
  title: maskNames[plainMask],
  body: 'Tid for en liten pause?',
  lang: 'nb',
  tag: 'nudge',
  kind: null,
  screen: '/#/today',
};

/** A push event as far as it is read here; `notification` is absent where push is not declarative. */
export interface Pushed {
  notification?: unknown;
  data: { json(): unknown } | null;
}

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise);

function declared(event: Pushed): unknown {
  if (event.notification) return event.notification;
  try {
    return recordIn(event.data?.json()).notification;
  } catch {
    return null; // no JSON, or none at all
  }
}

export function noticeOf(event: Pushed, mask: Mask): Notice {
  const given = recordIn(declared(event));
  const kind = recordIn(given.data).kind;
  return {
    title: maskNames[mask],
    body: text(given.body, fallback.body),
    lang: text(given.lang, fallback.lang),
    tag: text(given.tag, fallback.tag),
    kind: isOneOf(nudgeKinds, kind) ? kind : null,
    screen: screenOf(kind),
  };
}

/** What the phone knows, when it could read: a day that is written already, and what a reminder of one's own is for. */
export interface Known {
  logged: boolean;
  own: OwnSort;
}

/** The screens that a notice can lead to. */
const screens = {
  today: '/#/today',
  insights: '/#/insights',
  checkin: '/#/checkin',
  plan: '/#/plan',
  coach: '/#/coach',
} as const;

/** The screen that a notice leads to: where what it speaks of stands. Today, for whoever knows nothing more. */
export function screenOf(kind: unknown, known?: Known): string {
  if (kind === 'weekly') return screens.insights;
  if (kind === 'daily' && known && !known.logged) return screens.checkin;
  if (kind === 'own' && known?.own === 'agreement') return screens.coach;
  if (kind === 'own' && (known?.own === 'evening' || known?.own === 'reminder')) return screens.plan;
  return screens.today;
}

/** The screen that was noted with a notice; of one that an earlier version showed, the one of its kind. */
export function screenIn(data: unknown): string {
  const { kind, screen } = recordIn(data);
  return Object.values<unknown>(screens).includes(screen) ? String(screen) : screenOf(kind);
}
