import type { ReactNode } from 'react';
import { Line, LineChart, ReferenceArea, XAxis, YAxis } from 'recharts';
import type { RunState } from '../../spec/runState.ts';
import { formatTick } from '../shared/formatTick.ts';
import { roundColour, roundTextColour } from '../shared/roundColour.ts';
import { roundNumbers, waitingNote } from '../shared/runFacts.ts';
import { linearScale, ticksOf } from '../shared/scale.ts';
import { useWidth } from '../shared/useWidth.ts';
import { axisEnd, type Curve, tileOf } from './curves.ts';
import styles from './RoundTiles.module.css';

export interface CurveSet {
  readonly curves: readonly Curve[];
  readonly weight: 'strong' | 'faint';
}

interface RoundTilesProps {
  readonly state: RunState;
  /** The top of the axis; the bottom is 0. */
  readonly limit: number;
  readonly percent: boolean;
  readonly sets: readonly CurveSet[];
  /** Marks over the tiles, placed by {@link TilePlacer}. */
  readonly children: (place: TilePlacer) => ReactNode;
}

/** Where marks over the tiles go: pixels from the chart's left and top. */
export interface TilePlacer {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
}

const height = 104;
const axisWidth = 34;
const margin = { top: 20, right: 2, bottom: 20, left: 0 };

/** One tile a round, the curves of each in its colour; tiles to come are dashed. */
export function RoundTiles({ state, limit, percent, sets, children }: RoundTilesProps) {
  const [width, ref] = useWidth(200);
  const end = axisEnd(state);
  const place: TilePlacer = {
    x: linearScale({ min: 0, max: end }, axisWidth, width - margin.right),
    y: linearScale({ min: 0, max: limit }, height - margin.bottom, margin.top),
  };
  const ticks = ticksOf({ min: 0, max: limit }, 3);
  const waiting = sets.every(({ curves }) => curves.every(({ points }) => points.length === 0));
  return (
    <div ref={ref} className={styles.tiles} style={{ height }}>
      <LineChart width={width} height={height} margin={margin} accessibilityLayer={false}>
        <XAxis type="number" dataKey="x" domain={[0, end]} hide allowDataOverflow />
        <YAxis
          type="number"
          domain={[0, limit]}
          ticks={ticks}
          width={axisWidth}
          interval={0}
          tickLine={false}
          axisLine={false}
          tickMargin={4}
          tickFormatter={(value: number) => tickText(value, percent, limit)}
          className={styles.axis}
        />
        {tilesOf(state)}
        {sets.flatMap(({ curves, weight }) => curves.map((curve) => lineOf(curve, weight)))}
      </LineChart>
      <TileNumbers state={state} place={place} />
      {children(place)}
      {waiting && <p className={styles.waiting}>{waitingNote(state)}</p>}
    </div>
  );
}

function tickText(value: number, percent: boolean, limit: number): string {
  if (!percent) return formatTick(value);
  const text = formatTick(value * 100);
  return value >= limit - 1e-9 ? `${text}%` : text;
}

function tilesOf(state: RunState): ReactNode {
  return roundNumbers(state).map((round) => {
    const { from, to } = tileOf(round);
    const begun = round <= state.rounds.length;
    return (
      <ReferenceArea
        key={round}
        x1={from}
        x2={to}
        className={begun ? styles.begun : styles.future}
        fill={begun ? 'var(--tile)' : 'none'}
        fillOpacity={0.65}
        radius={2}
      />
    );
  });
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
  readonly state: RunState;
  readonly place: TilePlacer;
}

/** The rounds' numbers beneath the tiles: all, or as many as have room. */
function TileNumbers({ state, place }: TileNumbersProps) {
  const every = Math.ceil(16 / Math.max(1, place.x(1) - place.x(0)));
  return roundNumbers(state)
    .filter((round) => (round - 1) % every === 0)
    .map((round) => (
      <b
        key={round}
        aria-hidden
        className={styles.number}
        style={{ left: place.x(tileOf(round).from + 0.5), color: roundTextColour(round) }}
      >
        {round}
      </b>
    ));
}
