/** A ride that is over, as it is said back: which of them Today tells of, and a small number as it is spoken. */
import type { Loose } from './codec.ts';
import type { Locale } from './content.ts';
import { addDays, type Moment } from './dates.ts';
import type { Urge } from './records.ts';

type Ridden = Urge & { way: string };

/** Whether the fields of an urge say that it was ridden: what was done, and how strong it was afterwards or for how long. */
export const sayRidden = ({ way, after, minutes }: Loose): boolean =>
  typeof way === 'string' && (typeof after === 'number' || typeof minutes === 'number');

const isRidden = (urge: Urge): urge is Ridden => sayRidden({ ...urge });

/** The last ride of today, and in the night that of the evening before; null where there is none. `urges`: the oldest first. */
export function lastRide(urges: readonly Urge[], { date, part }: Moment): Ridden | null {
  const ridden = urges.filter(isRidden).at(-1);
  if (!ridden) return null;
  const lastNight = part === 'night' && ridden.part === 'evening' && ridden.date === addDays(date, -1);
  return ridden.date === date || lastNight ? ridden : null;
}

const spoken: Record<Locale, readonly string[]> = {
  nb: ['null', 'ett', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti', 'elleve', 'tolv'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
};

/** «elleve»; from thirteen on in figures. Of minutes: in Norwegian one of them is «ett». */
export const numberInWords = (n: number, locale: Locale): string => spoken[locale][n] ?? String(n);
