/** All settings over all that differs between them and all that they come to, a line each. */
import { memo, useMemo } from 'react';
import type { ResultsTable } from '../../../analysis/results/resultsTable.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import chartStyles from '../../kit/styles/charts.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import type { RowLink } from '../rowLink.ts';
import styles from './Charts.module.css';
import { parallelLayout, parallelTable } from './parallelLayout.ts';

interface ParallelAxesProps {
  readonly table: ResultsTable;
  readonly link: RowLink;
}

const height = 420;
/** Narrower than this an axis cannot be read: the chart scrolls sideways. */
const leastStep = 96;

export const ParallelAxes = memo(function ParallelAxes({ table, link }: ParallelAxesProps) {
  const [width, ref] = useWidth(900);
  const count = useMemo(() => parallelLayout(table, 900, height).axes.length, [table]);
  const drawn = Math.max(width, 120 + leastStep * (count - 1));
  const layout = useMemo(() => parallelLayout(table, drawn, height), [table, drawn]);
  const lit = table.rows.find(({ key }) => key === link.lit);
  const baseline = table.rows[table.baseline].key;
  const role = (key: string) =>
    key === link.lit ? 'lit' : key === baseline ? 'baseline' : 'other';
  // What is lit lies over the others.
  const lines = layout.lines.toSorted(
    (a, b) => Number(a.row.key === link.lit) - Number(b.row.key === link.lit),
  );
  return (
    <FigureFrame
      title="Settings over their axes"
      note="a line a setting, dashed the baseline; of measures up is better"
      description={`${table.rows.length} settings over ${layout.axes.map(({ name }) => name).join(', ')}.`}
      table={() => parallelTable(table)}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by keys too */}
      <section ref={ref} className={styles.sideways} tabIndex={0} aria-label="Axes">
        <svg width={drawn} height={height} aria-hidden>
          {lines.map(({ row, path }) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table of settings does the same by keyboard
            <g
              key={row.key}
              className={styles.curve}
              data-role={role(row.key)}
              onPointerEnter={() => link.hover(row.key)}
              onPointerLeave={() => link.hover(null)}
              onClick={() => link.hold(link.held === row.key ? null : row.key)}
            >
              <path className={styles.line} d={path} />
              <path className={styles.reach} d={path} />
            </g>
          ))}
          {layout.axes.map(({ key, name, x, ticks }) => (
            <g key={key}>
              <line
                className={chartStyles.zeroLine}
                x1={x}
                x2={x}
                y1={layout.y(1)}
                y2={layout.y(0)}
              />
              <text className={styles.axisTitle} x={x} y={18} textAnchor="middle">
                {name}
              </text>
              {ticks.map(({ place, text }) => (
                <text
                  key={text}
                  className={styles.tickText}
                  x={x + 5}
                  y={layout.y(place) + 4}
                  textAnchor="start"
                >
                  {text.length > 16 ? `${text.slice(0, 15)}…` : text}
                </text>
              ))}
            </g>
          ))}
        </svg>
      </section>
      <p className={lit === undefined ? chartStyles.hint : chartStyles.litHint}>
        {lit === undefined
          ? 'Point at a line to read its setting, press to hold it; a line below the axes knows no such field.'
          : [lit.name, lit.note, ...layout.axes.map((axis) => `${axis.name} ${axis.textOf(lit)}`)]
              .filter(Boolean)
              .join(' · ')}
      </p>
    </FigureFrame>
  );
});
