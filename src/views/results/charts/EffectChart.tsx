/** What a number does to a measure: mean and interval along it, the baseline dashed. */
import { memo, useMemo } from 'react';
import { axisRoom } from '../../../analysis/results/charts/axisRoom.ts';
import { measureTraits, type ResultMeasure } from '../../../analysis/results/resultMeasures.ts';
import type { ResultsTable } from '../../../analysis/results/resultsTable.ts';
import { unitText, valueText } from '../../../analysis/results/resultTexts.ts';
import type { SettingAxis } from '../../../analysis/results/settingAxes.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { useWidth } from '../../kit/useWidth.ts';
import type { RowLink } from '../rowLink.ts';
import styles from './Charts.module.css';
import { effectLayout, effectLines, effectTable } from './effectLayout.ts';
import { TickedAxes } from './TickedAxes.tsx';

interface EffectChartProps {
  readonly table: ResultsTable;
  readonly axis: SettingAxis;
  readonly measure: ResultMeasure;
  readonly link: RowLink;
}

const height = 200;

export const EffectChart = memo(function EffectChart(props: EffectChartProps) {
  const { table, axis, measure, link } = props;
  const [width, ref] = useWidth(300);
  const { label } = measureTraits[measure];
  const column = table.measures.indexOf(measure);
  const baseline = table.rows[table.baseline].cells[column]?.mean ?? null;
  const lines = useMemo(() => effectLines(table, axis.path, measure), [table, axis, measure]);
  const layout = useMemo(
    () => effectLayout(lines, baseline, measure, { width, height }),
    [lines, baseline, measure, width],
  );
  if (lines.length === 0) return null;
  const ends = lines.map((line) => {
    const [first, last] = [line[0], line[line.length - 1]];
    return `from ${valueText(measure, first.mean)} at ${first.value} to ${valueText(measure, last.mean)} at ${last.value}`;
  });
  return (
    <FigureFrame
      title={`${label} by ${axis.name}`}
      note={`${unitText(measure, null)}; whisker 95%, dashed: ${table.rows[table.baseline].name}`}
      description={`${label} along ${axis.name}: ${ends.join('; ')}.`}
      table={() => effectTable(lines, axis.name, label, table, measure)}
    >
      <div ref={ref}>
        <svg width={width} height={height} aria-hidden>
          <TickedAxes
            yTicks={layout.yTicks}
            xTicks={layout.xTicks}
            right={width - 8}
            height={height}
          />
          {layout.baseline !== null && (
            <g className={styles.curve} data-role="baseline">
              <path className={styles.line} d={`M${axisRoom} ${layout.baseline}H${width - 8}`} />
            </g>
          )}
          {layout.lines.map(({ path, points }) => (
            <g
              key={path}
              className={styles.curve}
              data-role={points.some(({ row }) => row.key === link.lit) ? 'lit' : 'other'}
            >
              <path className={styles.whiskers} d={points.map(({ whisker }) => whisker).join('')} />
              <path className={styles.line} d={path} />
              {points.map(({ row, x, y }) => (
                <circle
                  key={row.key}
                  className={styles.point}
                  data-filled={row.key === link.lit || undefined}
                  cx={x}
                  cy={y}
                  r={3.5}
                />
              ))}
            </g>
          ))}
        </svg>
      </div>
    </FigureFrame>
  );
});
