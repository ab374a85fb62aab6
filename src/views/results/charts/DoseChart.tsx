/** What the hard classes gain, the easy ones pay: whiskers both ways, an even trade dotted. */
import { memo, useMemo } from 'react';
import {
  doseLayout,
  dosePoints,
  doseTable,
  doseTitle,
} from '../../../analysis/results/charts/doseLayout.ts';
import type { ResultsTable } from '../../../analysis/results/resultsTable.ts';
import { changeText } from '../../../analysis/results/resultTexts.ts';
import type { SettingAxis } from '../../../analysis/results/settingAxes.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import chartStyles from '../../kit/styles/charts.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import type { RowLink } from '../rowLink.ts';
import styles from './Charts.module.css';
import { TickedAxes } from './TickedAxes.tsx';

interface DoseChartProps {
  readonly table: ResultsTable;
  /** The number along which settings are joined; null without one. */
  readonly axis: SettingAxis | null;
  readonly link: RowLink;
}

const height = 230;

export const DoseChart = memo(function DoseChart({ table, axis, link }: DoseChartProps) {
  const [width, ref] = useWidth(300);
  const points = useMemo(() => dosePoints(table), [table]);
  const layout = useMemo(
    () => doseLayout(points, axis?.path ?? null, width, height),
    [points, axis, width],
  );
  const baseline = table.rows[table.baseline].name;
  const told = points.find(({ row }) => row.key === link.lit);
  const role = (key: string) => (key === link.lit ? 'lit' : 'other');
  if (points.length === 0) return null;
  return (
    <FigureFrame
      title={doseTitle}
      note={`points against ${baseline}${axis === null ? '' : `, by ${axis.name}`}, 95% both ways`}
      description={`Accuracy of the hardest fifth against that of the easier half, both less ${baseline}, of ${points.length} settings.`}
      table={() => doseTable(points)}
    >
      <div ref={ref}>
        <svg width={width} height={height} aria-hidden>
          <text className={styles.axisName} x={0} y={11}>
            hardest fifth gains
          </text>
          <TickedAxes
            yTicks={layout.yTicks}
            xTicks={layout.xTicks}
            right={width - 8}
            height={height}
            marksZero
          />
          <path className={styles.even} d={layout.even} />
          {layout.points.map(({ row, whiskers }) => (
            <g key={row.key} className={styles.curve} data-role={role(row.key)}>
              <path className={styles.whiskers} d={whiskers} />
            </g>
          ))}
          {layout.lines.map(({ path, keys }) => (
            <g
              key={path}
              className={styles.curve}
              data-role={link.lit !== null && keys.has(link.lit) ? 'lit' : 'other'}
            >
              <path className={styles.line} d={path} />
            </g>
          ))}
          {layout.points.map(({ row, x, y, text, isLast, gain }) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table of settings does the same by keyboard
            <g
              key={row.key}
              className={styles.curve}
              data-role={role(row.key)}
              onPointerEnter={() => link.hover(row.key)}
              onPointerLeave={() => link.hover(null)}
              onClick={() => link.hold(row.key)}
            >
              <circle className={styles.axisButton} cx={x} cy={y} r={10} />
              <circle
                className={styles.point}
                data-filled={gain.verdict !== 'cannot tell' || undefined}
                cx={x}
                cy={y}
                r={3.5}
              />
              <text
                className={styles.endLabel}
                data-role={role(row.key)}
                x={isLast ? x : x + 7}
                y={isLast ? y - 8 : y + 12}
                textAnchor={isLast ? (x > width - 60 ? 'end' : 'middle') : 'start'}
              >
                {text}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p className={told === undefined ? chartStyles.hint : chartStyles.litHint}>
        {told === undefined
          ? 'easier half loses to the right; dotted: an even trade'
          : `${told.row.name}: hard ${changeText('hardestFifth', told.gain.mean)}, easy ${changeText('easierHalf', told.price.mean)}`}
      </p>
    </FigureFrame>
  );
});
