/**
 * The drawing of the chart of differences: axis, bars or canvas, and pictures of the classes at
 * both ends where there is room.
 */
import type { ClassDifference } from '../../../analysis/comparison/classDifferences.ts';
import type { ClassImages } from '../../classImages.ts';
import type { ClassLink } from '../../classLink.ts';
import { classSliderProps } from '../../kit/classSlider.ts';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { formatTick } from '../../kit/scales/formatTick.ts';
import chartStyles from '../../kit/styles/charts.module.css';
import { ClassTiles } from '../../kit/thumbnail/ClassTiles.tsx';
import { pointsText } from '../groups/pointsText.ts';
import { DifferenceCanvas } from './DifferenceCanvas.tsx';
import styles from './DifferenceChart.module.css';
import {
  classAtColumn,
  type DifferenceLayout,
  maxDrawnAsSvg,
  type PlacedPicture,
  pictureRows,
} from './differenceLayout.ts';
import { differenceText } from './differenceWords.ts';

interface DifferencePlotProps {
  readonly layout: DifferenceLayout;
  /** In the order of the bars. */
  readonly rows: readonly ClassDifference[];
  readonly classes: readonly string[];
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly axisWidth: number;
  readonly withPictures: boolean;
}

/** The bars over their axis, pointed at by the mouse and walked by the arrow keys. */
export function DifferencePlot(props: DifferencePlotProps) {
  const { layout, rows, classes, link, axisWidth } = props;
  const { width, height, columnWidth } = layout;
  const order = rows.map(({ index }) => index);
  const place = link.lit === null ? -1 : order.indexOf(link.lit);
  return (
    <>
      <Axis layout={layout} axisWidth={axisWidth} />
      <div
        className={styles.plot}
        style={{ width, height, left: axisWidth }}
        {...classSliderProps({
          link,
          order,
          classUnder: ({ currentTarget, clientX }) =>
            classAtColumn(layout, clientX - currentTarget.getBoundingClientRect().left),
          textOf: (index) => differenceText(rows[order.indexOf(index)], classes),
        })}
      >
        {rows.length > maxDrawnAsSvg ? <DifferenceCanvas layout={layout} /> : <Bars {...props} />}
        {place >= 0 && (
          <i
            className={styles.ring}
            style={{
              left: place * columnWidth - Math.max(2, (7 - columnWidth) / 2),
              width: Math.max(7, columnWidth + 4),
            }}
          />
        )}
      </div>
      {props.withPictures && props.images !== null && <Pictures {...props} />}
    </>
  );
}

function Bars({ layout: { width, height, bars } }: DifferencePlotProps) {
  return (
    <svg width={width} height={height} aria-hidden>
      {bars.map((bar) => (
        <rect
          key={bar.index}
          x={bar.x}
          y={bar.y}
          width={bar.width}
          height={bar.height}
          fill={`var(--difference-${bar.stop})`}
        />
      ))}
      <path
        className={styles.whiskers}
        d={bars
          .map(({ x, width: wide, whisker }) =>
            whisker === null ? '' : `M${x + wide / 2} ${whisker.top}V${whisker.bottom}`,
          )
          .join('')}
      />
    </svg>
  );
}

interface AxisProps {
  readonly layout: DifferenceLayout;
  readonly axisWidth: number;
}

/** Grid lines with their values, and the band in which nothing is said to have changed. */
function Axis({ layout: { width, height, y, ticks }, axisWidth }: AxisProps) {
  const whole = width + axisWidth;
  return (
    <svg className={styles.axis} width={whole} height={height} aria-hidden>
      <rect
        className={styles.band}
        x={axisWidth}
        width={width}
        y={y(0.01)}
        height={y(-0.01) - y(0.01)}
      />
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? chartStyles.zeroLine : chartStyles.gridline}
            x1={axisWidth}
            x2={whole}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={axisWidth - 8} y={y(tick) + 4}>
            {tickText(tick)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function tickText(tick: number): string {
  const value = formatTick(Math.abs(tick) * 100);
  return tick === 0 ? '0' : `${tick > 0 ? '+' : '−'}${value}`;
}

function Pictures(props: DifferencePlotProps) {
  const { gained, lost } = pictureRows(props.rows, props.layout);
  return (
    <>
      {gained.map((picture) => (
        <Picture key={picture.row.index} {...props} picture={picture} />
      ))}
      {lost.map((picture) => (
        <Picture key={picture.row.index} {...props} picture={picture} isLost />
      ))}
    </>
  );
}

interface PictureProps extends DifferencePlotProps {
  readonly picture: PlacedPicture;
  readonly isLost?: boolean;
}

/** Decorative beside the bars, which say the same. */
function Picture({ picture, images, classes, link, axisWidth, isLost = false }: PictureProps) {
  const { index, difference } = picture.row;
  return (
    <span
      className={isLost ? `${styles.picture} ${styles.lostPicture}` : styles.picture}
      style={{ left: axisWidth + picture.x }}
      aria-hidden
    >
      <span className={styles.pictureTop}>
        <ClassTiles images={images} index={index} count={1} size={28} lit={link.lit === index} />
        <b>{pointsText(difference, 0)}</b>
      </span>
      <ClassName name={classes[index]} />
    </span>
  );
}
