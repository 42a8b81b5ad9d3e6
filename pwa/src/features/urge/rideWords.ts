/** What was ridden, said back: both numbers where they are known, with what, and for how long. No praise. */
import { numberInWords } from '../../core/model/ride-said.ts';
import { locale, t } from '../../platform/i18n.ts';
import { pack } from '../../shared/state.ts';

export interface RideTold {
  strength?: number | null | undefined;
  after?: number | null | undefined;
  minutes?: number | null | undefined;
  way: string;
  /** what he did, in his own words from the plan */
  did?: string | null | undefined;
}

/** The name of the way, or what he did. */
export function wayName({ way, did }: Pick<RideTold, 'way' | 'did'>): string {
  const label = pack().codes.ways?.find((it) => it.code === way)?.label;
  return did || (label ?? pack().tools[way]?.title ?? way);
}

/** The same inside a sentence: a capital tells what is the app's own, quotation marks what is in his words. */
export const wayInWords = (told: Pick<RideTold, 'way' | 'did'>): string => {
  if (told.did) return t('way_quoted', { way: told.did });
  return told.way === 'wave' ? t('way_wave') : wayName(told);
};

/** Fewer minutes say nothing of how long it lasts. Chosen by us; no source. */
const LASTING = 3;

/** «Det varte i elleve minutter.» Empty where it is not known, or was short. */
export const lastedWords = (minutes: number | null | undefined): string =>
  minutes && minutes >= LASTING ? t('ride_lasted', { n: minutes, minutes: numberInWords(minutes, locale.value) }) : '';

export function rideWords(told: RideTold): string {
  const { strength = null, after = null, minutes } = told;
  const way = wayInWords(told);
  const known =
    strength !== null && after !== null
      ? [t('ride_fell', { from: strength, to: after, way }), lastedWords(minutes)]
      : [
          strength === null ? '' : t('ride_began_at', { strength }),
          told.did ? t('ride_did', { did: told.did }) : t('ride_tried', { way }),
          lastedWords(minutes),
          after === null ? '' : t('ride_ended_at', { after }),
        ];
  return known.filter(Boolean).join(' ');
}
