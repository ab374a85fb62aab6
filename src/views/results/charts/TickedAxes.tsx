/** Gridlines with their numbers, and the numbers below, of the charts beside a table of results. */
import { axisRoom } from '../../../analysis/results/charts/axisRoom.ts';
import chartStyles from '../../kit/styles/charts.module.css';

interface TickedAxesProps {
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
  /** Where the gridlines end, and the height of the chart. */
  readonly right: number;
  readonly height: number;
  /** Whether the line of nought stands out. */
  readonly marksZero?: boolean;
}

export function TickedAxes({ yTicks, xTicks, right, height, marksZero }: TickedAxesProps) {
  return (
    <>
      {yTicks.map(({ y, text }) => (
        <g key={text}>
          <line
            className={marksZero && text === '0' ? chartStyles.zeroLine : chartStyles.gridline}
            x1={axisRoom}
            x2={right}
            y1={y}
            y2={y}
          />
          <text className={chartStyles.axisText} x={axisRoom - 6} y={y + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ x, text }) => (
        <text key={text} className={chartStyles.axisText} x={x} y={height - 5} textAnchor="middle">
          {text}
        </text>
      ))}
    </>
  );
}
