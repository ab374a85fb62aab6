/** Errors of the vote by epoch over one another (Fig. 1a): the lit setting, the baseline, a few others. */
import { memo, useId, useMemo } from 'react';
import { axisRoom } from '../../../analysis/results/charts/axisRoom.ts';
import {
  curvesLayout,
  curvesTable,
  curvesTitle,
  overlaidCurves,
} from '../../../analysis/results/charts/overlaidCurves.ts';
import type { ResultsTable } from '../../../analysis/results/resultsTable.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import chartStyles from '../../kit/styles/charts.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import styles from './Charts.module.css';
import { TickedAxes } from './TickedAxes.tsx';

interface OverlaidCurvesProps {
  readonly table: ResultsTable;
  /** Key of the setting that is lit. */
  readonly lit: string | null;
}

const height = 250;

export const OverlaidCurves = memo(function OverlaidCurves({ table, lit }: OverlaidCurvesProps) {
  const id = useId();
  const [width, ref] = useWidth(300);
  const curves = useMemo(() => overlaidCurves(table, lit), [table, lit]);
  const layout = useMemo(() => curvesLayout(curves, width, height), [curves, width]);
  const seeds = Math.max(0, ...curves.map(({ row }) => row.seeds.length));
  const ends = layout.curves.map(({ row, label }) => `${row.name} ${label}%`);
  return (
    <FigureFrame
      title={curvesTitle(curves)}
      note={seeds < 3 ? 'by epoch' : `mean of up to ${seeds} seeds, band 95%`}
      description={`Error of the vote by epoch; at the end ${ends.join(', ')}.`}
      table={() => curvesTable(curves)}
    >
      <div ref={ref}>
        <svg width={width} height={height} aria-hidden>
          <TickedAxes
            yTicks={layout.yTicks}
            xTicks={layout.xTicks}
            right={axisRoom + layout.plotWidth}
            height={height}
          />
          {layout.roundLines.map((x) => (
            <line key={x} className={chartStyles.gridline} x1={x} x2={x} y1={8} y2={height - 22} />
          ))}
          <clipPath id={`${id}-plot`}>
            <rect x={axisRoom} y={2} width={layout.plotWidth + 2} height={height - 24} />
          </clipPath>
          <g clipPath={`url(#${id}-plot)`}>
            {layout.curves.map(({ row, role, band, line }) => (
              <g key={row.key} className={styles.curve} data-role={role}>
                {band !== '' && <path className={styles.band} d={band} />}
                <path className={styles.line} d={line} />
              </g>
            ))}
          </g>
          {layout.curves.map(({ row, role, label, labelY }) => (
            <text
              key={row.key}
              className={styles.endLabel}
              data-role={role}
              x={axisRoom + layout.plotWidth + 8}
              y={labelY + 4}
            >
              <tspan className={styles.endValue}>{label}</tspan> {shortened(row.name)}
            </text>
          ))}
        </svg>
      </div>
      <p className={chartStyles.hint}>
        epochs over all rounds{layout.roundLines.length > 0 && '; lines stand where a round ends'}
      </p>
    </FigureFrame>
  );
});

const longest = 13;

/** `Compl., μ 0.7`: the end of a name tells more than the middle of a word. */
function shortened(name: string): string {
  if (name.length <= longest) return name;
  const [word, ...rest] = name.split(/(?=[ ,])/);
  const short = [word.length > 6 ? `${word.slice(0, 5)}.` : word, ...rest].join('');
  return short.length <= longest ? short : `${short.slice(0, longest - 1)}…`;
}
