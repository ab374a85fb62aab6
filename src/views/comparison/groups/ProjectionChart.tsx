/**
 * Class means in feature space before and after adaptation, and of the other run, each in the plane
 * of its own first two principal components: pictures to look at side by side, not to measure
 * across.
 */
import { memo, useMemo } from 'react';
import type { GeometryMoments } from '../../../analysis/groups/groupSeparability.ts';
import { planeShare } from '../../../analysis/groups/planeShare.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import type { GeometryState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import type { ClassLink } from '../../classLink.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { shortName } from '../../kit/names/className.ts';
import chartStyles from '../../kit/styles/charts.module.css';
import { useWidth } from '../../kit/useWidth.ts';
import { Absent } from '../Absent.tsx';
import { projectionLayout } from './projectionLayout.ts';
import styles from './Scatter.module.css';
import { ScatterPlot } from './ScatterPlot.tsx';
import { dotsPath } from './scatterLayout.ts';
import { geometryGap } from './separabilityWords.ts';

interface ProjectionChartProps {
  readonly moments: GeometryMoments;
  readonly groupName: string;
  readonly otherName: string;
  /** Classes of the group that is named. */
  readonly members: readonly ClassIndex[];
  readonly classes: readonly string[];
  readonly link: ClassLink;
}

const height = 260;

interface Moment {
  readonly title: string;
  readonly geometry: GeometryState;
}

/** Where the class means lie before and after, in the plane that shows most of them. */
export const ProjectionChart = memo(function ProjectionChart(props: ProjectionChartProps) {
  const { moments, groupName, otherName, members, classes } = props;
  const shown = momentsOf(moments, otherName);
  const gap = geometryGap(moments);
  return (
    <FigureFrame
      title="Class means in feature space"
      note={
        shown.length === 0
          ? undefined
          : `named: ${groupName} · across and up: the first and second principal component of each picture, one scale for both; components differ between pictures`
      }
      description={
        shown.length === 0
          ? (gap ?? '')
          : `The ${members.length} classes of ${groupName} among ${classes.length}, in ${shown.length} pictures.`
      }
      table={() => projectionTable(shown, members, classes)}
    >
      <div className={styles.panels}>
        {shown.map(({ title, geometry }) => (
          <Panel key={title} {...props} title={title} geometry={geometry} />
        ))}
      </div>
      {gap !== null && <Absent>{gap}</Absent>}
    </FigureFrame>
  );
});

function momentsOf({ before, after, other }: GeometryMoments, otherName: string): Moment[] {
  const moments = [
    { title: `Before, epoch ${before?.epoch}`, geometry: before },
    { title: `After, epoch ${after?.epoch}`, geometry: after },
    { title: `${shortName(otherName)}, epoch ${other?.epoch}`, geometry: other },
  ];
  return moments.flatMap(({ title, geometry }) => (geometry === null ? [] : [{ title, geometry }]));
}

interface PanelProps extends ProjectionChartProps, Moment {}

function Panel({ title, geometry, members, classes, link }: PanelProps) {
  const [width, ref] = useWidth(300);
  const { points, labels } = useMemo(
    () => projectionLayout(geometry, members, width, height),
    [geometry, members, width],
  );
  const path = useMemo(() => dotsPath(points), [points]);
  const lit = link.lit === null ? undefined : points[link.lit];
  const isNamed = lit !== undefined && labels.some(({ index }) => index === lit.index);
  return (
    <div ref={ref} className={styles.panel}>
      <h4>{title}</h4>
      <ScatterPlot width={width} height={height} points={points} reach={12} link={link}>
        <rect className={styles.frame} x="0.5" y="0.5" width={width - 1} height={height - 1} />
        <path className={styles.otherDots} d={path} />
        <path className={styles.dots} d={dotsPath(members.map((index) => points[index]))} />
        {labels.map(({ index, from, x, y, anchor }) => (
          <g key={index}>
            {Math.abs(from.y - y) > 6 && (
              <line className={styles.leader} x1={from.x} y1={from.y} x2={x} y2={y} />
            )}
            <text
              className={link.lit === index ? `${styles.label} ${styles.litLabel}` : styles.label}
              x={x}
              y={y + 4}
              textAnchor={anchor}
            >
              {shortName(classes[index])}
            </text>
          </g>
        ))}
        {lit !== undefined && <circle className={styles.lit} cx={lit.x} cy={lit.y} r="6" />}
        {lit !== undefined && !isNamed && (
          <text
            className={`${styles.label} ${styles.litLabel}`}
            x={lit.x < width / 2 ? lit.x + 10 : lit.x - 10}
            y={lit.y + 4}
            textAnchor={lit.x < width / 2 ? 'start' : 'end'}
          >
            {shortName(classes[lit.index])}
          </text>
        )}
      </ScatterPlot>
      <p className={chartStyles.hint}>
        The plane holds {formatPercent(planeShare(geometry), 0)} of the variance between class
        means; {geometry.dimensions} components were kept with{' '}
        {formatPercent(geometry.varianceKept, 0)}.
      </p>
    </div>
  );
}

function projectionTable(
  shown: readonly Moment[],
  members: readonly ClassIndex[],
  classes: readonly string[],
): FigureTable {
  return {
    columns: [
      { label: 'class' },
      ...shown.flatMap(({ title }) => [
        { label: `${title}, component 1` },
        { label: `${title}, component 2` },
      ]),
    ],
    rows: members.map((index) => [
      classes[index],
      ...shown.flatMap(({ geometry: { means, dimensions } }) => [
        means[index * dimensions].toFixed(3),
        dimensions > 1 ? means[index * dimensions + 1].toFixed(3) : null,
      ]),
    ]),
  };
}
