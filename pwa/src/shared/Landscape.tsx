/** The hill that grows, drawn: a line for each thing done, and the ledge where one stands. Words beside it say the same. */
import type { ComponentChildren } from 'preact';
import { type DrawnHill, HIGH, placeOnHill, WIDE } from '../core/model/landscape.ts';
import type { TrackPlace } from '../core/model/programme.ts';
import { growing, placeNow, soFarNow } from './landscape.ts';

/** The low one shows the ground from its lower end to its upper, and of what lies under it as much as there is room for. */
const LOW = HIGH / 2;
const AIR = 8;
/** A point of the way takes more than the line. */
const AIR_OF_WAY = 14;

const shownBy = (hill: DrawnHill, air: number): { top: number; high: number } => {
  const top = Math.min(HIGH - LOW, hill.at(WIDE) - air);
  return { top, high: Math.max(LOW, hill.at(0) + air - top) };
};

const LEDGE = 17;

/** The newest line is told from the others until the next one comes, and no thinner than this. */
const NEWEST = 2;

interface Props {
  /** Half as high: a band at the head of a screen. */
  low?: boolean;
  /** With the way up it: a point for each module. */
  way?: boolean;
  /** What is drawn over it. */
  children?: ComponentChildren;
}

export function Landscape({ low, way, children }: Props) {
  const hill = soFarNow.value?.hill;
  const newest = hill?.strata.at(-1);
  const place = placeNow.value;
  const here = place ? placeOnHill(place.here, place.done.length) : WIDE / 2;
  const { top, high } = low && hill ? shownBy(hill, way ? AIR_OF_WAY : AIR) : { top: 0, high: HIGH };
  return (
    <div class={low ? 'terrain terrain-low' : 'terrain'}>
      {hill && (
        <svg class="art" aria-hidden="true" preserveAspectRatio="none" viewBox={`0 ${top} ${WIDE} ${high}`}>
          <path class="land" d={hill.land} />
          {hill.strata.slice(0, -1).map(({ worth, upTo, path, thick }) => (
            <path key={`${worth}-${upTo}`} class={`stratum-${worth}`} d={path} stroke-width={thick} />
          ))}
          {way && place ? <WayUp hill={hill} place={place} here={here} /> : <path class="ink" d={hill.surface} />}
          {newest && (
            <path
              class={`stratum-1 newest${growing.value ? ' coming' : ''}`}
              d={newest.path}
              stroke-width={Math.max(newest.thick, NEWEST)}
              pathLength="1"
            />
          )}
          <path class="ledge" d={`M${here - LEDGE} ${hill.at(here)}h${2 * LEDGE}`} />
          {children}
        </svg>
      )}
    </div>
  );
}

/** Walked so far is drawn out, the rest is dotted, as on the wave. */
function WayUp({ hill, place: { done, here: now }, here }: { hill: DrawnHill; place: TrackPlace; here: number }) {
  return (
    <>
      <path class="ink" d={hill.until(here)} />
      <path class="way-ahead" d={hill.after(here)} />
      {done.map((is, n) => {
        const x = placeOnHill(n, done.length);
        const point = `M${x} ${hill.at(x)}h0`;
        if (n === now) return null;
        return is ? (
          <path key={x} class="way-point" d={point} />
        ) : (
          <g key={x}>
            <path class="way-point-later" d={point} />
            <path class="way-point-inside" d={point} />
          </g>
        );
      })}
    </>
  );
}
