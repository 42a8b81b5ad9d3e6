/**
 * Numbers over time as a line, broken where there are none. Lengths along it are shares of its width and heights are in `em`, so
 * that it grows with the text of the phone and no stroke is stretched.
 */

export interface LinePoint {
  key: string;
  /** How far along: 0 at the start, 1 at the end. */
  at: number;
  value: number;
}

interface Props {
  runs: readonly (readonly LinePoint[])[];
  /** The top of the scale; its foot is nought. */
  most: number;
  /** What stands under the line. */
  ticks: readonly { at: number; words: string }[];
  /** Each point has its number on it: where they are few. */
  numbered?: boolean;
}

/** In `em`: the height of the scale, and the room above it and for the words below it. */
const TALL = 6;
const ABOVE = 0.6;
const BELOW = 1.6;
/** In per cent of the width: a point at either end is drawn whole. */
const SIDE = 3;
const DOT = 3;

const across = (at: number): string => `${SIDE + at * (100 - 2 * SIDE)}%`;
const anchor = (at: number): 'start' | 'middle' | 'end' => (at < 0.1 ? 'start' : at > 0.9 ? 'end' : 'middle');

/** Drawn for the eye only: the finding above it and the table behind it say the same in words. */
export function LineChart({ runs, most, ticks, numbered }: Props) {
  const above = numbered ? ABOVE + 1 : ABOVE;
  const up = (value: number): string => `${above + (1 - value / most) * TALL}em`;
  return (
    <svg class="chart over-time" width="100%" height={`${above + TALL + BELOW}em`} aria-hidden="true">
      {[0, most / 2, most].map((value) => (
        <line key={value} class="rule" x1="8%" x2="100%" y1={up(value)} y2={up(value)} />
      ))}
      {[0, most].map((value) => (
        <text key={value} x="0" y={up(value)} dy="0.35em">
          {value}
        </text>
      ))}
      <svg x="8%" width="92%" overflow="visible" aria-hidden="true">
        {runs.map((run) =>
          run
            .slice(1)
            .map((point, place) => (
              <line
                key={point.key}
                class="course"
                x1={across((run[place] as LinePoint).at)}
                y1={up((run[place] as LinePoint).value)}
                x2={across(point.at)}
                y2={up(point.value)}
              />
            )),
        )}
        {runs.flat().map(({ key, at, value }) => (
          <circle key={key} class="point" cx={across(at)} cy={up(value)} r={DOT} />
        ))}
        {numbered &&
          runs.flat().map(({ key, at, value }) => (
            <text key={key} class="val" x={across(at)} y={up(value)} dy="-0.6em" text-anchor="middle">
              {value}
            </text>
          ))}
        {ticks.map(({ at, words }) => (
          <text key={at} x={across(at)} y={`${above + TALL + BELOW - 0.3}em`} text-anchor={anchor(at)}>
            {words}
          </text>
        ))}
      </svg>
    </svg>
  );
}
