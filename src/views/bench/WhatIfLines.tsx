/** N·ϕ of every class over the rounds: recorded solid grey, what-if dotted, the lit class in leaf. */

import { linearScale, type Scale, ticksOf } from '../../analysis/scales/scale.ts';
import type { WhatIfChoice, WhatIfRound } from '../../analysis/whatIf/whatIfRounds.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassLink } from '../classLink.ts';
import { roundColour, roundTextColour } from '../kit/colours/roundColour.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { formatTick } from '../kit/scales/formatTick.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import styles from './WhatIf.module.css';

interface WhatIfLinesProps {
  readonly state: Pick<RunState, 'rounds' | 'dataset'>;
  readonly rounds: readonly WhatIfRound[];
  readonly own: WhatIfChoice;
  readonly chosen: WhatIfChoice;
  readonly link: ClassLink;
}

const height = 216;
const plot = { left: 34, top: 24, bottom: height - 8 };
/** Room at the right for what the lines are. */
const labels = 74;
/** Of more classes every so many are drawn, and the lit one. */
const mostLines = 200;

export function WhatIfLines({ state, rounds, own, chosen, link }: WhatIfLinesProps) {
  const [width, ref] = useWidth(320);
  const count = state.dataset.classes.length;
  const finished = state.rounds.flatMap(({ outcome }) => outcome ?? []);
  const uniform = Array.from({ length: count }, () => 1 / count);
  const recorded = [uniform, ...finished.map(({ importanceNext }) => importanceNext ?? uniform)];
  const tried = [uniform, ...rounds.map(({ importanceNext }) => importanceNext)];
  const scaled = (values: readonly number[]) => values.map((value) => value * count);
  const all = [...recorded, ...tried].flatMap((values) => extremes(scaled(values)));
  const extent = { min: Math.min(0.95, ...all), max: Math.max(1.05, ...all) };
  const y = linearScale(extent, plot.bottom, plot.top);
  const right = width - labels;
  const columns = Math.max(1, rounds.length);
  const x = (at: number) => plot.left + ((right - plot.left) * at) / columns;
  const step = Math.ceil(count / mostLines);
  const drawn = uniform.map((_, index) => index).filter((index) => index % step === 0);
  const path = (of: readonly (readonly number[])[], index: number) =>
    pathOf(of, index, count, x, y);
  const { lit } = link;
  const isSame =
    own.mu === chosen.mu && own.update === chosen.update && own.errors === chosen.errors;
  return (
    <div ref={ref} className={chartStyles.plot} style={{ height }}>
      <svg width={width} height={height} aria-hidden>
        {ticksOf(extent, 4).map((tick) => (
          <g key={tick}>
            <line
              className={chartStyles.gridline}
              x1={plot.left}
              x2={right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text
              className={chartStyles.axisText}
              textAnchor="end"
              x={plot.left - 8}
              y={y(tick)}
              dy="0.35em"
            >
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {Array.from({ length: columns + 1 }, (_, at) => (
          <g key={`column ${x(at)}`}>
            <line
              className={at === columns ? styles.next : undefined}
              x1={x(at)}
              x2={x(at)}
              y1={plot.top - 6}
              y2={plot.bottom}
              stroke={at === columns ? 'var(--ink-3)' : roundColour(at + 1)}
              opacity={at === columns ? 0.6 : 0.75}
            />
            <text
              className={styles.column}
              textAnchor="middle"
              x={x(at)}
              y={12}
              fill={at === columns ? 'var(--ink-3)' : roundTextColour(at + 1)}
            >
              {at === columns ? 'next' : at + 1}
            </text>
          </g>
        ))}
        {drawn.map((index) => (
          <path key={`was ${index}`} className={styles.recorded} d={path(recorded, index)} />
        ))}
        {!isSame &&
          drawn.map((index) => (
            <path key={`now ${index}`} className={styles.tried} d={path(tried, index)} />
          ))}
        {lit !== null && lit < count && (
          <>
            <path className={styles.litRecorded} d={path(recorded, lit)} />
            {!isSame && <path className={styles.litTried} d={path(tried, lit)} />}
          </>
        )}
      </svg>
      {rounds.length > 0 && (
        <div className={styles.lineLabels} style={{ left: right + 8 }}>
          <LineLabel mu={own.mu} values={recorded} lit={lit} state={state} />
          {!isSame && <LineLabel mu={chosen.mu} values={tried} lit={lit} state={state} isNow />}
        </div>
      )}
    </div>
  );
}

interface LineLabelProps extends Pick<WhatIfLinesProps, 'state'> {
  readonly mu: number;
  readonly values: readonly (readonly number[])[];
  readonly lit: number | null;
  readonly isNow?: boolean;
}

function LineLabel({ mu, values, lit, state, isNow }: LineLabelProps) {
  const { classes } = state.dataset;
  const last = values[values.length - 1];
  return (
    <p data-now={isNow || undefined}>
      <span>at {formatFixed(mu, 2)}</span>
      {lit !== null && lit < classes.length && (
        <span className={styles.litLabel}>
          <ClassName name={classes[lit]} /> {formatFixed(last[lit] * classes.length, 2)}
        </span>
      )}
    </p>
  );
}

function extremes(values: readonly number[]): [number, number] {
  let [min, max] = [values[0] ?? 1, values[0] ?? 1];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

function pathOf(
  rounds: readonly (readonly number[])[],
  index: number,
  count: number,
  x: (at: number) => number,
  y: Scale,
): string {
  return rounds
    .map(
      (values, at) =>
        `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(values[index] * count).toFixed(1)}`,
    )
    .join('');
}
