import { memo, type ReactNode } from 'react';
import { Area, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { RunState } from '../../spec/runState.ts';
import { FigureFrame } from '../figure/FigureFrame.tsx';
import { formatTick } from '../shared/formatTick.ts';
import { roundTextColour } from '../shared/roundColour.ts';
import { roundNumbers, totalRounds } from '../shared/runFacts.ts';
import { errorLadder, linearScale, stepUp, ticksOf } from '../shared/scale.ts';
import { useWidth } from '../shared/useWidth.ts';
import type { AlwaysHardProps } from '../viewProps.ts';
import styles from './AlwaysHard.module.css';
import { boundNote, type HardShare, hardDescription, hardShares, hardTable } from './hardShare.ts';

/** ρ by round, from soft and from hard errors, under the bound that theory gives. */
export const AlwaysHard = memo(function AlwaysHard({ state, newest }: AlwaysHardProps) {
  const note = boundNote(state);
  return (
    <FigureFrame
      title="Always-hard share"
      note={<Legend />}
      description={hardDescription(state)}
      table={() => hardTable(state)}
    >
      <Plot state={state} limit={shareLimit(newest ?? state)} />
      {note !== null && <p className={styles.note}>{note}</p>}
    </FigureFrame>
  );
});

function Legend() {
  return (
    <>
      <i className={styles.rho}>ρ</i>
      <b className={styles.soft} /> soft <b className={styles.hard} /> hard errors · bound, Eq. 16
    </>
  );
}

/** The axis that the run has needed so far; it grows in steps and never shrinks. */
function shareLimit(state: RunState): number {
  const shares = hardShares(state).flatMap(({ soft, hard, bound }) => [soft, hard, bound ?? 0]);
  return stepUp(Math.max(0.6, ...shares), errorLadder);
}

const height = 104;
const axisWidth = 34;
const margin = { top: 14, right: 8, bottom: 20, left: 0 };
const inset = 12;

interface PlotProps {
  readonly state: RunState;
  readonly limit: number;
}

function Plot({ state, limit }: PlotProps) {
  const [width, ref] = useWidth(200);
  const shares = hardShares(state);
  const rounds = totalRounds(state);
  const x = linearScale(
    { min: 1, max: Math.max(2, rounds) },
    axisWidth + inset,
    width - margin.right - inset,
  );
  const y = linearScale({ min: 0, max: limit }, height - margin.bottom, margin.top);
  return (
    <div ref={ref} className={styles.plot} style={{ height }}>
      <ComposedChart
        width={width}
        height={height}
        margin={margin}
        data={[...shares]}
        accessibilityLayer={false}
      >
        <XAxis
          type="number"
          dataKey="round"
          domain={[1, Math.max(2, rounds)]}
          padding={{ left: inset, right: inset }}
          hide
        />
        <YAxis
          type="number"
          domain={[0, limit]}
          ticks={ticksOf({ min: 0, max: limit }, 3)}
          width={axisWidth}
          interval={0}
          tickLine={false}
          axisLine={false}
          tickMargin={4}
          tickFormatter={(value: number) => `${formatTick(value * 100)}${value > 0 ? '%' : ''}`}
          className={styles.axis}
        />
        <ReferenceLine y={0} stroke="var(--hairline)" />
        {marks()}
      </ComposedChart>
      <Values shares={shares} x={x} y={y} />
      <Rounds numbers={roundNumbers(state)} x={x} />
      {shares.length === 0 && boundNote(state) === null && (
        <p className={styles.waiting}>Known when round 1 ends</p>
      )}
    </div>
  );
}

function marks(): ReactNode {
  return (
    <>
      <Area
        dataKey="bound"
        stroke="var(--ink-3)"
        strokeDasharray="3 3"
        fill="var(--tile)"
        fillOpacity={0.8}
        isAnimationActive={false}
        activeDot={false}
      />
      <Line
        dataKey="hard"
        stroke="var(--ink)"
        strokeWidth={1.2}
        dot={{ r: 3, fill: 'var(--sheet)', stroke: 'var(--ink)', strokeWidth: 1.4 }}
        activeDot={false}
        isAnimationActive={false}
      />
      <Line
        dataKey="soft"
        stroke="var(--ink)"
        strokeWidth={1.4}
        dot={{ r: 3, fill: 'var(--ink)' }}
        activeDot={false}
        isAnimationActive={false}
      />
    </>
  );
}

interface ValuesProps {
  readonly shares: readonly HardShare[];
  readonly x: (round: number) => number;
  readonly y: (share: number) => number;
}

/** Bounds above their points, where a few rounds leave room, and the newest ρ at the end. */
function Values({ shares, x, y }: ValuesProps) {
  const roomy = x(2) - x(1) >= 34;
  return (
    <div aria-hidden>
      {shares.map(
        ({ round, bound }, index) =>
          bound !== null &&
          (roomy || index === shares.length - 1) && (
            <span key={round} className={styles.bound} style={{ left: x(round), top: y(bound) }}>
              {(bound * 100).toFixed(1)}
            </span>
          ),
      )}
    </div>
  );
}

interface RoundsProps {
  readonly numbers: readonly number[];
  readonly x: (round: number) => number;
}

function Rounds({ numbers, x }: RoundsProps) {
  const every = Math.ceil(16 / Math.max(1, x(2) - x(1)));
  return numbers
    .filter((round) => (round - 1) % every === 0)
    .map((round) => (
      <b
        key={round}
        className={styles.round}
        style={{ left: x(round), color: roundTextColour(round) }}
        aria-hidden
      >
        {round}
      </b>
    ));
}
