/**
 * Whether classes that their group held strongly at first gained more. A dot is a class; those of
 * other groups than the chosen one step back.
 */

import { memo, useMemo } from 'react';
import type { GroupStrengths, StrengthPoint } from '../../../analysis/groups/groupStrengths.ts';
import type { ClassLink } from '../../classLink.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { formatTick } from '../../kit/scales/formatTick.ts';
import chartStyles from '../../kit/styles/charts.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import { Absent } from '../Absent.tsx';
import styles from './Scatter.module.css';
import { ScatterPlot } from './ScatterPlot.tsx';
import { dotsPath } from './scatterLayout.ts';
import { strengthLayout, strengthMargin } from './strengthLayout.ts';
import { correlationText, strengthTable, strengthText } from './strengthWords.ts';

interface StrengthChartProps {
  /** Null where the tree never adapted. */
  readonly strengths: GroupStrengths | null;
  readonly points: readonly StrengthPoint[];
  readonly groupNames: readonly string[];
  readonly classes: readonly string[];
  readonly link: ClassLink;
  /** The group looked at; null for all. */
  readonly group: number | null;
}

const height = 280;

/** How strongly its group held a class at first, against what the class gained (Fig. 9). */
export const StrengthChart = memo(function StrengthChart(props: StrengthChartProps) {
  const { strengths, points, groupNames, classes, group } = props;
  const chosen = useMemo(
    () => (group === null ? points : points.filter((point) => point.group === group)),
    [points, group],
  );
  const words = correlationText(chosen);
  return (
    <FigureFrame
      title="Strength in the group against gain"
      note={
        strengths === null
          ? 'Ω / R after the first epoch of adaptation'
          : `share of a class’s training images that its group kept in epoch ${strengths.epoch}, the first of adaptation (Ω / R); gain over the other run, points`
      }
      description={strengths === null ? neverAdapted : words}
      table={() => strengthTable(chosen, groupNames, classes)}
    >
      {strengths === null ? (
        <Absent>{neverAdapted}</Absent>
      ) : (
        <>
          <Plot {...props} />
          <p className={styles.words}>{words}</p>
        </>
      )}
    </FigureFrame>
  );
});

const neverAdapted =
  'The tree of this run never adapted, so every class kept all its images in its group. A level-wise run that adapts would tell.';

function Plot({ points, groupNames, classes, link, group }: StrengthChartProps) {
  const [width, ref] = useWidth(480);
  const layout = useMemo(() => strengthLayout(points, width, height), [points, width]);
  const { x, y, xTicks, yTicks } = layout;
  const shown =
    group === null ? layout.points : layout.points.filter((point) => point.group === group);
  const others = group === null ? [] : layout.points.filter((point) => point.group !== group);
  const lit = layout.points.find(({ index }) => index === link.lit);
  const litPoint = points.find(({ index }) => index === link.lit);
  return (
    <div ref={ref}>
      <ScatterPlot width={width} height={height} points={shown} reach={14} link={link}>
        {yTicks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? chartStyles.zeroLine : chartStyles.gridline}
              x1={strengthMargin.left}
              x2={width - strengthMargin.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className={styles.yTick} x={strengthMargin.left - 6} y={y(tick) + 4}>
              {tick > 0 ? '+' : tick < 0 ? '−' : ''}
              {formatTick(Math.abs(tick) * 100)}
            </text>
          </g>
        ))}
        {xTicks.map((tick) => (
          <text key={tick} className={styles.xTick} x={x(tick)} y={height - 18}>
            {formatTick(tick * 100)}%
          </text>
        ))}
        <text className={styles.xTitle} x={width - strengthMargin.right} y={height - 3}>
          kept by the group
        </text>
        <path className={styles.otherDots} d={dotsPath(others)} />
        <path className={styles.dots} d={dotsPath(shown)} />
        {lit && <circle className={styles.lit} cx={lit.x} cy={lit.y} r="6" />}
      </ScatterPlot>
      <p
        className={litPoint === undefined ? chartStyles.hint : chartStyles.litHint}
        {...leftOnPage}
      >
        {litPoint === undefined
          ? 'Point at a dot to read its class.'
          : strengthText(litPoint, groupNames, classes)}
      </p>
    </div>
  );
}
