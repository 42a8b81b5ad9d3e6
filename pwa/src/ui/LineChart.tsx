/**
 * Numbers over time as a line, broken where there are none. Lengths along it are shares of its width and heights are in `em`, so
 * that it grows with the text of the phone and no stroke is stretched.
 */

export interface LinePoint {
  key: string;
  /** How far along: 0 at the start, 1 at the end. */
  at: number;
  value: number;
  /** What it came to: a ring, where the others are dots. */
  ring?: boolean;
}

interface Tick {
  at: number;
  words: string;
  /** It stands out, and so does its share of the drawing. */
  now?: boolean;
}

interface Props {
  runs: readonly (readonly LinePoint[])[];
  /** Another line on the same scale, over the same time. */
  beside?: readonly (readonly LinePoint[])[] | undefined;
  /** How far along something stands that has no height: below the foot, a dot or an open square. */
  flat?: readonly { key: string; at: number; square: boolean }[] | undefined;
  /** The top of the scale; its foot is nought. */
  most: number;
  /** What stands under the line. */
  ticks: readonly Tick[];
  /** Each point has its number on it: where they are few. */
  numbered?: boolean;
  /** Where it stands among other things: lower. */
  low?: boolean;
  /** Those beside are many over each other, and the run stands out of them. */
  thin?: boolean;
}

/** In `em`: the height of the scale, or of a low one, and the room above it and for the words below it. */
const TALL = 7;
const LOW = 4;
const ABOVE = 0.6;
const BELOW = 1.6;
/** The row of what has no height. */
const FLAT = 1.3;
/** In per cent of the width: a point at either end is drawn whole. */
const SIDE = 4;
const DOT = 3;
/** More points than these lie so close that smaller ones keep them apart. */
const CROWDED = 28;
const SMALL_DOT = 2;
const SQUARE = 8;

const across = (at: number): string => `${SIDE + at * (100 - 2 * SIDE)}%`;

/** The words under the ends stand within the drawing, and those of now end with its share of it. */
const under = ({ at, now }: Tick) => {
  if (at === 0) return { x: 0, 'text-anchor': 'start' } as const;
  return at === 1 || now
    ? ({ x: now ? across(1) : '100%', 'text-anchor': 'end' } as const)
    : { x: across(at), 'text-anchor': 'middle' as const };
};

/** Drawn for the eye only: the finding above it and the table behind it say the same in words. */
export function LineChart({ runs, beside = [], flat = [], most, ticks, numbered, low, thin }: Props) {
  const tall = low ? LOW : TALL;
  const above = numbered ? ABOVE + 1 : ABOVE;
  const foot = above + tall + (flat.length > 0 ? FLAT : 0);
  const height = `${foot + BELOW}em`;
  const below = `${foot - FLAT / 3}em`;
  const up = (value: number): string => `${above + (1 - value / most) * tall}em`;
  const points = runs.flat();
  const dot = points.length > CROWDED ? SMALL_DOT : DOT;
  return (
    <div class={thin ? 'over-time thin' : 'over-time'} aria-hidden="true">
      <svg class="chart ends-named" width="1.75em" height={height} aria-hidden="true">
        {[0, most].map((value) => (
          <text key={value} x="0" y={up(value)} dy="0.35em">
            {value}
          </text>
        ))}
      </svg>
      <svg class="chart" width="100%" height={height} aria-hidden="true">
        {ticks.some((tick) => tick.now) && (
          <rect
            class="of-now"
            x={across(1 - 1 / ticks.length)}
            width={`${(100 - 2 * SIDE) / ticks.length}%`}
            height={`${foot}em`}
          />
        )}
        {(numbered ? [0, most] : [0, most / 2, most]).map((value) => (
          <line key={value} class="rule" x1="0" x2="100%" y1={up(value)} y2={up(value)} />
        ))}
        <g class="beside">
          {beside.map((run) => run.slice(1).map((point, place) => course(run[place] as LinePoint, point, up)))}
          {beside.flat().map(({ key, at, value }) => (
            <circle key={key} class="point" cx={across(at)} cy={up(value)} r={dot} />
          ))}
        </g>
        {runs.map((run) => run.slice(1).map((point, place) => course(run[place] as LinePoint, point, up)))}
        {points.map(({ key, at, value, ring }) => (
          <circle key={key} class={ring ? 'point ring' : 'point'} cx={across(at)} cy={up(value)} r={dot} />
        ))}
        {flat.map(({ key, at, square }) =>
          square ? (
            <rect
              key={key}
              class="rest"
              x={across(at)}
              y={below}
              width={SQUARE}
              height={SQUARE}
              transform={`translate(${-SQUARE / 2} ${-SQUARE / 2})`}
            />
          ) : (
            <circle key={key} class="point" cx={across(at)} cy={below} r={dot} />
          ),
        )}
        {numbered &&
          points.map(({ key, at, value }) => (
            <text key={key} class="val" x={across(at)} y={up(value)} dy="-0.6em" text-anchor="middle">
              {value}
            </text>
          ))}
        {ticks.map((tick) => (
          <text
            key={tick.at}
            class={tick.now ? 'of-now' : tick.at > 0 && tick.at < 1 ? 'between' : undefined}
            y={`${foot + BELOW - 0.3}em`}
            {...under(tick)}
          >
            {tick.words}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** What the marks of a line mean: a dot or a ring on a line, that beside it, an open square. */
export const LineKey = ({
  of,
}: {
  of: readonly (false | { mark: 'point' | 'ring' | 'beside' | 'rest'; words: string })[];
}) => (
  <div class="key" aria-hidden="true">
    {of.map(
      (it) =>
        it && (
          <span key={it.words}>
            <svg viewBox="0 0 14 14" class="chart" aria-hidden="true">
              {it.mark === 'rest' ? (
                <rect class="rest" x="3" y="3" width={SQUARE} height={SQUARE} />
              ) : (
                <g class={it.mark}>
                  {it.mark !== 'point' && <line class="course" x1="0" x2="14" y1="7" y2="7" />}
                  <circle class="point" cx="7" cy="7" r={DOT} />
                </g>
              )}
            </svg>
            {it.words}
          </span>
        ),
    )}
  </div>
);

/** From one point to the next. */
const course = (from: LinePoint, to: LinePoint, up: (value: number) => string) => (
  <line key={to.key} class="course" x1={across(from.at)} y1={up(from.value)} x2={across(to.at)} y2={up(to.value)} />
);
