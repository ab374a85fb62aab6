/**
 * Lines over the epochs of a level-wise run, the frame of its three charts: marks where the tree
 * was built and where it began to adapt, and the newest values at the right, pushed apart.
 */
import { Line, LineChart, XAxis, YAxis } from 'recharts';
import { pushApart } from '../../../analysis/scales/pushApart.ts';
import { type Extent, linearScale, type Scale, ticksOf } from '../../../analysis/scales/scale.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { thin } from '../../kit/scales/lttb.ts';
import { useWidth } from '../../kit/useWidth.ts';
import styles from './EpochPlot.module.css';
import { epochExtent, epochTicks } from './epochAxis.ts';
import type { EpochLine } from './epochLine.ts';
import { epochMarks } from './levelAccuracyLines.ts';

const height = 168;
const margin = { top: 8, bottom: 20 };
const axisWidth = 34;
/** Room at the right for the values of the newest epoch. */
const labelWidth = 112;
const lineGap = 14;
/** Points drawn of a line, at most. */
const maxPoints = 300;

interface EpochPlotProps {
  readonly state: Pick<RunState, 'spec' | 'rounds' | 'levelwise'>;
  /** What is said while there are no lines. */
  readonly waiting: string | null;
  readonly lines: readonly EpochLine[];
  /** The axis of values. */
  readonly extent: Extent;
  readonly tickText: (value: number) => string;
  readonly valueText: (value: number) => string;
  /** Whether the moments of the tree are named; lines that run low would hide the names. */
  readonly namesMarks?: boolean;
}

/** Lines over the epochs with their newest values, and where the tree was built and adapted. */
export function EpochPlot(props: EpochPlotProps) {
  const { state, waiting, lines, extent, tickText, valueText, namesMarks = false } = props;
  const [width, ref] = useWidth(400);
  const epochs = epochExtent(state);
  const right = Math.max(axisWidth + 40, width - labelWidth);
  const x = linearScale(epochs, axisWidth, right);
  const y = linearScale(extent, height - margin.bottom, margin.top);
  return (
    <div ref={ref} className={styles.plot} style={{ height }}>
      <Grid extent={extent} y={y} right={right} tickText={tickText} />
      <Marks state={state} x={x} isNamed={namesMarks} />
      <LineChart
        width={width}
        height={height}
        margin={{ ...margin, left: 0, right: width - right }}
        accessibilityLayer={false}
        // Without data recharts draws no axes; each line brings its own.
        data={[{ x: 0 }]}
      >
        <XAxis type="number" dataKey="x" domain={[epochs.min, epochs.max]} hide allowDataOverflow />
        <YAxis
          type="number"
          domain={[extent.min, extent.max]}
          width={axisWidth}
          hide={false}
          axisLine={false}
          tickLine={false}
          tick={false}
          allowDataOverflow
        />
        {lines.map(lineOf)}
      </LineChart>
      <Values lines={lines} x={x} y={y} valueText={valueText} />
      {epochTicks(epochs).map((epoch) => (
        <span key={epoch} aria-hidden className={styles.epoch} style={{ left: x(epoch) }}>
          {epoch}
        </span>
      ))}
      {lines.length === 0 && waiting !== null && <p className={styles.waiting}>{waiting}</p>}
    </div>
  );
}

function lineOf(line: EpochLine, at: number) {
  const { name, kind, points } = line;
  const strokes = {
    level: { stroke: 'var(--ink-3)', strokeWidth: 1 + 0.3 * at, strokeOpacity: 0.8 },
    classes: { stroke: 'var(--ink-2)', strokeWidth: 1.6 },
    aside: { stroke: 'var(--ink-3)', strokeWidth: 1.2 },
    mixture: { stroke: 'var(--ink)', strokeWidth: 2.4 },
    flat: { stroke: 'var(--ink)', strokeWidth: 1.6, strokeDasharray: '0.5 3.5' },
  }[kind];
  return (
    <Line
      key={name}
      data={thin(points, maxPoints)}
      dataKey="y"
      {...strokes}
      strokeLinecap="round"
      dot={points.length === 1 ? { r: 1.5, fill: strokes.stroke } : false}
      activeDot={false}
      isAnimationActive={false}
    />
  );
}

interface GridProps {
  readonly extent: Extent;
  readonly y: Scale;
  readonly right: number;
  readonly tickText: (value: number) => string;
}

function Grid({ extent, y, right, tickText }: GridProps) {
  return ticksOf(extent, 4).map((tick) => (
    <div key={tick} className={styles.level} style={{ top: y(tick), width: right }} aria-hidden>
      <span style={{ width: axisWidth - 6 }}>{tickText(tick)}</span>
    </div>
  ));
}

/** Least distance of two marks whose names stand side by side. */
const apart = 66;

interface MarksProps {
  readonly state: Pick<RunState, 'spec' | 'rounds' | 'levelwise'>;
  readonly x: Scale;
  readonly isNamed: boolean;
}

function Marks({ state, x, isNamed }: MarksProps) {
  const marks = epochMarks(state);
  const close = marks.length === 2 && x(marks[1].epoch) - x(marks[0].epoch) < apart;
  return marks.map(({ name, epoch, isPast }, at) => (
    <div
      key={name}
      aria-hidden
      className={isPast ? styles.mark : `${styles.mark} ${styles.coming}`}
      style={{
        left: x(Math.max(1, epoch)),
        top: margin.top,
        height: height - margin.top - margin.bottom,
      }}
    >
      {isNamed && <span style={{ bottom: close && at === 0 ? 17 : 3 }}>{name}</span>}
    </div>
  ));
}

interface ValuesProps {
  readonly lines: readonly EpochLine[];
  readonly x: Scale;
  readonly y: Scale;
  readonly valueText: (value: number) => string;
}

/** The newest values beside the ends of the lines, pushed apart. */
function Values({ lines, x, y, valueText }: ValuesProps) {
  const ends = lines
    .flatMap(({ name, kind, points }) => {
      const last = points.at(-1);
      return last === undefined ? [] : [{ name, kind, ...last }];
    })
    .toSorted((one, other) => other.y - one.y);
  const tops = pushApart(
    ends.map((end) => y(end.y)),
    lineGap,
    lineGap / 2,
    height - margin.bottom - 4,
  );
  const left = Math.max(0, ...ends.map((end) => x(end.x))) + 8;
  return ends.map((end, at) => (
    <span
      key={end.name}
      aria-hidden
      className={end.kind === 'mixture' ? `${styles.value} ${styles.strong}` : styles.value}
      style={{ left, top: tops[at] }}
    >
      <b>{valueText(end.y)}</b> {end.name}
    </span>
  ));
}
