/**
 * The lines of the chart of importance. A thousand classes over sixty rounds must stay cheap: thin
 * lines are bundled into few paths and kept between paints.
 */
import { memo, type PointerEvent, useMemo } from 'react';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassLink } from '../classLink.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { formatTick } from '../kit/scales/formatTick.ts';
import chartStyles from '../kit/styles/charts.module.css';
import styles from './ImportanceChart.module.css';
import {
  classNear,
  forecastPath,
  type ImportanceColumn,
  type ImportanceLayout,
  leaderPath,
  solidPath,
} from './importanceLayout.ts';

interface ImportanceLinesProps {
  readonly layout: ImportanceLayout;
  readonly link: ClassLink;
  readonly width: number;
  readonly height: number;
}

/** The drawing: axis, rounds, thin lines, named lines, the lit line on top. */
export function ImportanceLines({ layout, link, width, height }: ImportanceLinesProps) {
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return classNear(layout, event.clientX - box.left, event.clientY - box.top);
  };
  const lit = layout.labels.find(({ index }) => index === link.lit);
  return (
    <svg
      className={styles.lines}
      width={width}
      height={height}
      aria-hidden
      onPointerMove={(event) => event.pointerType !== 'touch' && link.hover(point(event))}
      onPointerLeave={() => link.hover(null)}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const index = classNear(layout, event.clientX - box.left, event.clientY - box.top);
        if (index !== null) link.hold(index);
      }}
    >
      <Axis layout={layout} />
      <ThinLines layout={layout} />
      {layout.labels.map((label) => (
        <path key={label.index} className={styles.leader} d={leaderPath(layout, label)} />
      ))}
      {layout.labels.map(({ index }) => (
        <NamedLine key={index} layout={layout} index={index} className={styles.named} />
      ))}
      {layout.columns.map((column, index) => (
        <Dots key={column.round} layout={layout} column={column} at={index} />
      ))}
      {lit && (
        <>
          <path className={styles.litLeader} d={leaderPath(layout, lit)} />
          <NamedLine layout={layout} index={lit.index} className={styles.lit} />
          <LitDots layout={layout} index={lit.index} />
        </>
      )}
    </svg>
  );
}

function Axis({
  layout: { ticks, columns, plot, y, dense },
}: {
  readonly layout: ImportanceLayout;
}) {
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick.value}>
          <line
            className={chartStyles.gridline}
            x1={plot.left}
            x2={plot.right}
            y1={tick.y}
            y2={tick.y}
          />
          <text className={styles.tick} x={plot.left - 8} y={tick.y} dy="0.35em">
            {formatTick(tick.value)}
          </text>
        </g>
      ))}
      <line className={styles.equal} x1={plot.left} x2={plot.right - 24} y1={y(1)} y2={y(1)} />
      {columns.map(
        (column) =>
          (column.headed || !dense) && (
            <line
              key={column.round}
              className={styles[column.phase]}
              x1={column.x}
              x2={column.x}
              y1={plot.top - 8}
              y2={plot.bottom + 6}
              stroke={isBegun(column) ? roundColour(column.round) : undefined}
            />
          ),
      )}
    </>
  );
}

function isBegun({ phase }: ImportanceColumn): boolean {
  return phase === 'trained' || phase === 'training';
}

/** As many path elements as stay cheap: past this, several classes share one. */
const maxPaths = 200;

/**
 * Every class as a thin line; the named ones are drawn over theirs. Which classes are named may
 * change each epoch, the solid lines only each round: so they are kept as long as they hold.
 */
function ThinLines({ layout }: { readonly layout: ImportanceLayout }) {
  const { values, hasForecast, plot, extent, others } = layout;
  const begun = values.length - (hasForecast ? 1 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a layout is new at each paint; these decide its solid lines
  const solid = useMemo(
    () => (begun > 1 ? bundlesOf(layout, solidPath) : []),
    [begun, values[begun - 1], plot.right, plot.bottom, extent.min, extent.max],
  );
  const dotted = useMemo(
    () => (hasForecast ? bundlesOf(layout, forecastPath) : []),
    [layout, hasForecast],
  );
  if (others.length === 0) return null;
  return (
    <g opacity={Math.min(0.5, Math.max(0.1, 18 / others.length))}>
      <Bundles paths={solid} className={styles.thin} />
      <Bundles paths={dotted} className={styles.thinForecast} />
    </g>
  );
}

function bundlesOf(
  layout: ImportanceLayout,
  path: (layout: ImportanceLayout, index: ClassIndex) => string,
): string[] {
  const count = layout.values[0].length;
  const size = Math.ceil(count / maxPaths);
  const bundles = Array.from({ length: Math.ceil(count / size) }, () => '');
  for (let index = 0; index < count; index++) {
    bundles[Math.floor(index / size)] += path(layout, index);
  }
  return bundles;
}

interface BundlesProps {
  readonly paths: readonly string[];
  readonly className: string;
}

const Bundles = memo(function Bundles({ paths, className }: BundlesProps) {
  return paths.map((path, bundle) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a bundle is its place
    <path key={bundle} className={className} d={path} />
  ));
});

interface LineProps {
  readonly layout: ImportanceLayout;
  readonly index: ClassIndex;
}

function NamedLine({ layout, index, className }: LineProps & { readonly className: string }) {
  return (
    <g className={className}>
      <path d={solidPath(layout, index)} />
      <path className={styles.dotted} d={forecastPath(layout, index)} />
    </g>
  );
}

interface DotsProps {
  readonly layout: ImportanceLayout;
  readonly column: ImportanceColumn;
  readonly at: number;
}

/** Named classes' dots in the round's colour; all equal in round 1, so one dot does. */
function Dots({ layout, column, at }: DotsProps) {
  const values = layout.values[at];
  if (values === undefined || !isBegun(column) || (layout.dense && !column.headed)) return null;
  const equal = at === 0;
  const shown = equal ? [{ index: 0 }] : layout.labels;
  return shown.map(({ index }) => (
    <circle
      key={index}
      cx={column.x}
      cy={layout.y(values[index])}
      r={equal ? 4 : 3.2}
      fill={roundColour(column.round)}
    />
  ));
}

function LitDots({ layout, index }: LineProps) {
  return layout.columns.map((column, at) =>
    isBegun(column) && at > 0 && (column.headed || !layout.dense) ? (
      <circle
        key={column.round}
        className={styles.litDot}
        cx={column.x}
        cy={layout.y(layout.values[at][index])}
        r={5}
        fill={roundColour(column.round)}
      />
    ) : null,
  );
}
