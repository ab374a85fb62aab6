/** What another vote does to each class: bars on the difference scale, the hardest class first. */
import { useMemo } from 'react';
import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import { linearScale, stepUp, ticksOf } from '../../analysis/scales/scale.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';
import { classSliderProps } from '../kit/classSlider.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { isCharacter, shortName } from '../kit/names/className.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import styles from './Bench.module.css';
import type { BenchVoteState } from './benchProps.ts';
import {
  changesDescription,
  changesNote,
  changesTable,
  classChange,
  signedPoints,
} from './benchWords.ts';

interface ClassChangesProps {
  readonly state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>;
  readonly vote: BenchVoteState;
  readonly link: ClassLink;
}

const height = 128;
const axis = 34;
/** Room below for the classes' names. */
const names = 20;
const ladder = [0.05, 0.1, 0.2, 0.3, 0.5, 1];
/** Pixels that a class needs for its name. */
const namedFrom = 11;

export function ClassChanges({ state, vote, link }: ClassChangesProps) {
  const { dataset } = state;
  const [width, ref] = useWidth(640);
  const order = useMemo(() => {
    const { classes } = classesByDifficulty(state);
    return classes.length > 0 ? classes : [...dataset.classes.keys()];
  }, [state, dataset]);
  const changes = order.map((index) => classChange(vote, index));
  const most = stepUp(Math.max(...changes.map((change) => Math.abs(change ?? 0))), ladder);
  const y = linearScale({ min: -most, max: most }, height - names, 6);
  const column = (width - axis) / order.length;
  const classUnder = (x: number): ClassIndex | null =>
    order[Math.floor((x - axis) / column)] ?? null;
  return (
    <FigureFrame
      title="What it does to each class"
      note={changesNote(vote, dataset.classCounts[vote.outputs.measured.split])}
      description={changesDescription(vote, dataset.classes)}
      table={() => changesTable(vote, order, dataset.classes)}
    >
      <div
        ref={ref}
        className={`${chartStyles.plot} ${styles.changes}`}
        style={{ height }}
        {...classSliderProps({
          link,
          order,
          classUnder: (event) =>
            classUnder(event.clientX - event.currentTarget.getBoundingClientRect().left),
          textOf: (index) =>
            `${dataset.classes[index]}, ${formatPercent(vote.reading.classAccuracy[index])}, ${signedPoints(classChange(vote, index))} points`,
        })}
      >
        <svg width={width} height={height} aria-hidden>
          {ticksOf({ min: -most, max: most }, 4).map((tick) => (
            <g key={tick}>
              <line
                className={chartStyles.gridline}
                x1={axis}
                x2={width}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text
                className={chartStyles.axisText}
                textAnchor="end"
                x={axis - 8}
                y={y(tick)}
                dy="0.35em"
              >
                {tick === 0 ? '0' : signedPoints(tick).replace('.0', '')}
              </text>
            </g>
          ))}
          {order.map((index, at) => (
            <Bar
              key={index}
              change={changes[at]}
              most={most}
              x={axis + at * column}
              width={column}
              y={y}
            />
          ))}
          {column >= namedFrom &&
            order.map((index, at) => (
              <Name
                key={index}
                name={dataset.classes[index]}
                x={axis + (at + 0.5) * column}
                room={column}
                isLit={link.lit === index}
              />
            ))}
          <Lit order={order} link={link} column={column} />
        </svg>
      </div>
    </FigureFrame>
  );
}

interface BarProps {
  readonly change: number | null;
  readonly most: number;
  readonly x: number;
  readonly width: number;
  readonly y: (value: number) => number;
}

function Bar({ change, most, x, width, y }: BarProps) {
  if (change === null) return null;
  const gap = width > 4 ? 1.5 : 0;
  if (change === 0) {
    return (
      <rect
        className={styles.same}
        x={x + gap}
        y={y(0) - 0.75}
        width={width - 2 * gap}
        height={1.5}
      />
    );
  }
  const [top, bottom] = [y(Math.max(change, 0)), y(Math.min(change, 0))];
  return (
    <rect
      x={x + gap}
      y={top}
      width={Math.max(1, width - 2 * gap)}
      height={bottom - top}
      rx={width > 6 ? 1.5 : 0}
      fill={`var(--difference-${shade(change / most)})`}
    />
  );
}

/** Further from nothing, further out on the scale of differences. */
function shade(share: number): number {
  const strength = Math.abs(share) > 0.66 ? 3 : Math.abs(share) > 0.33 ? 2 : 1;
  return 3 + Math.sign(share) * strength;
}

interface NameProps {
  readonly name: string;
  readonly x: number;
  readonly room: number;
  readonly isLit: boolean;
}

function Name({ name, x, room, isLit }: NameProps) {
  const text = isCharacter(name) ? name : shortName(name);
  if (!isCharacter(name) && text.length * 6 > room) return null;
  return (
    <text
      className={`${chartStyles.axisText} ${isCharacter(name) ? styles.mono : ''} ${isLit ? styles.litName : ''}`}
      textAnchor="middle"
      x={x}
      y={height - 4}
    >
      {text}
    </text>
  );
}

function Lit({
  order,
  link,
  column,
}: Pick<ClassChangesProps, 'link'> & {
  readonly order: readonly ClassIndex[];
  readonly column: number;
}) {
  const at = link.lit === null ? -1 : order.indexOf(link.lit);
  if (at < 0) return null;
  const width = Math.max(column, 6);
  const x = axis + (at + 0.5) * column - width / 2;
  return (
    <rect
      className={styles.lit}
      x={x}
      y={1}
      width={width}
      height={height - 2}
      rx={4}
      strokeWidth={link.held === link.lit ? 2 : 1}
    />
  );
}
