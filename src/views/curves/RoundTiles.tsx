/**
 * The frame that the charts of curves share: a tile for every round that the run will have, one
 * value axis, and places for marks over the tiles. Tiles to come have their size from the start, so
 * that nothing moves later.
 */
import type { ReactNode } from 'react';
import { Line, LineChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type Extent, linearScale, ticksOf } from '../../analysis/scales/scale.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { roundColour, roundTextColour } from '../kit/colours/roundColour.ts';
import { formatTick } from '../kit/scales/formatTick.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import { axisEnd, type Curve, roundNumbers, tileOf } from './curves.ts';
import styles from './RoundTiles.module.css';

export interface CurveSet {
  readonly curves: readonly Curve[];
  readonly weight: 'strong' | 'faint';
}

interface RoundTilesProps {
  readonly state: Pick<RunState, 'spec' | 'rounds'>;
  /** What is said until there are curves; null from then on. */
  readonly waiting: string | null;
  /** The y axis. */
  readonly extent: Extent;
  readonly percent: boolean;
  readonly sets: readonly CurveSet[];
  /** Marks over the tiles, placed by {@link TilePlacer}. */
  readonly children: (place: TilePlacer) => ReactNode;
}

/** Where marks over the tiles go: pixels from the chart's left and top. */
export interface TilePlacer {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
  /** Width of a tile. */
  readonly tile: number;
  /** Width of the chart. */
  readonly width: number;
}

const height = 112;
const axisWidth = 37;
const margin = { top: 20, right: 2, bottom: 20, left: 0 };

/** One tile a round, the curves of each in its colour; tiles to come are dashed. */
export function RoundTiles({ state, waiting, extent, percent, sets, children }: RoundTilesProps) {
  const [width, ref] = useWidth(200);
  const place = placerOf(width, axisEnd(state), extent);
  return (
    <div ref={ref} className={styles.tiles} style={{ height }}>
      <LineChart
        width={width}
        height={height}
        margin={margin}
        accessibilityLayer={false}
        // Without data recharts draws no axes; each line brings its own.
        data={[{ x: 0 }]}
      >
        <XAxis type="number" dataKey="x" domain={[0, axisEnd(state)]} hide allowDataOverflow />
        {valueAxis(extent, percent)}
        {roundNumbers(state).map((round) => tileArea(round, round <= state.rounds.length))}
        {extent.min < 0 && <ReferenceLine y={0} stroke="var(--hairline)" />}
        {sets.flatMap(({ curves, weight }) => curves.map((curve) => lineOf(curve, weight)))}
      </LineChart>
      <TileNumbers state={state} place={place} />
      {children(place)}
      {waiting !== null && <p className={styles.waiting}>{waiting}</p>}
    </div>
  );
}

function placerOf(width: number, end: number, extent: Extent): TilePlacer {
  const x = linearScale({ min: 0, max: end }, axisWidth, width - margin.right);
  const y = linearScale(extent, height - margin.bottom, margin.top);
  return { x, y, tile: x(1) - x(0), width };
}

function valueAxis({ min, max }: Extent, percent: boolean): ReactNode {
  return (
    <YAxis
      type="number"
      domain={[min, max]}
      ticks={ticksOf({ min, max }, 3)}
      width={axisWidth}
      interval={0}
      tickLine={false}
      tickSize={0}
      axisLine={false}
      tickMargin={5}
      // Without data an axis stands only where data may overflow.
      allowDataOverflow
      tickFormatter={(value: number) => (percent ? percentTick(value) : formatTick(value))}
      tick={{ fontSize: 'var(--size-axis)', fill: 'var(--ink-3)' }}
    />
  );
}

function percentTick(value: number): string {
  return `${formatTick(value * 100)}${value > 0 ? '%' : ''}`;
}

function tileArea(round: Round, begun: boolean): ReactNode {
  const { from, to } = tileOf(round);
  return (
    <ReferenceArea
      key={round}
      x1={from}
      x2={to}
      className={begun ? '' : styles.future}
      fill={begun ? 'var(--tile)' : 'none'}
      fillOpacity={0.65}
      radius={2}
    />
  );
}

function lineOf({ round, points }: Curve, weight: CurveSet['weight']): ReactNode {
  return (
    <Line
      key={`${weight}-${round}`}
      data={points}
      dataKey="y"
      stroke={roundColour(round)}
      strokeWidth={weight === 'strong' ? 1.8 : 1}
      strokeOpacity={weight === 'strong' ? 1 : 0.6}
      dot={points.length === 1 ? { r: 1.5, fill: roundColour(round) } : false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}

interface TileNumbersProps {
  readonly state: Pick<RunState, 'spec' | 'rounds'>;
  readonly place: TilePlacer;
}

/** The rounds' numbers beneath the tiles: all, or as many as have room. */
function TileNumbers({ state, place }: TileNumbersProps) {
  const rounds = roundNumbers(state);
  const every = Math.ceil((rounds.length > 9 ? 22 : 16) / Math.max(1, place.tile));
  return rounds
    .filter((round) => (round - 1) % every === 0)
    .map((round) => (
      <b
        key={round}
        aria-hidden
        className={chartStyles.round}
        style={{ left: place.x(tileOf(round).from + 0.5), color: roundTextColour(round) }}
      >
        {round}
      </b>
    ));
}
