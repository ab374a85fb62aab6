/** Where the bars of the accuracy differences stand: one column a class, up better, down worse. */
import {
  type ClassDifference,
  unchangedBand,
  verdictOf,
} from '../../../analysis/comparison/classDifferences.ts';
import { type Extent, linearScale, type Scale, ticksOf } from '../../../analysis/scales/scale.ts';
import type { ClassIndex } from '../../../spec/units.ts';

/** Past this many classes bars are drawn on a canvas. */
export const maxDrawnAsSvg = 200;

export interface DifferenceBar {
  readonly index: ClassIndex;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Which of the seven difference colours, from 0, the worst. */
  readonly stop: number;
  /** Ends of the 95% whisker, kept within the plot; null where columns are too narrow for one. */
  readonly whisker: { readonly top: number; readonly bottom: number } | null;
}

export interface DifferenceLayout {
  readonly width: number;
  readonly height: number;
  readonly columnWidth: number;
  readonly y: Scale;
  readonly ticks: readonly number[];
  readonly bars: readonly DifferenceBar[];
}

/** Half the width of an interval that holds 95% of a normal distribution, in standard errors. */
export const intervalFactor = 1.96;

const margin = { top: 10, bottom: 10 };
/** Whiskers may claim so much beyond the longest bar; longer ones are cut at the edge. */
const whiskerRoom = 1.4;
const narrowestWhisker = 4;
const limits = [0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** Bars in the order of `rows`. */
export function differenceLayout(
  rows: readonly ClassDifference[],
  width: number,
  height: number,
): DifferenceLayout {
  const extent = differenceExtent(rows);
  const y = linearScale(extent, height - margin.bottom, margin.top);
  const columnWidth = width / Math.max(1, rows.length);
  const gap = columnWidth >= 3 ? Math.min(3, columnWidth * 0.16) : 0;
  const far = Math.max(extent.max, -extent.min);
  const bars = rows.map((row, place) => ({
    index: row.index,
    x: place * columnWidth + gap / 2,
    y: y(Math.max(0, row.difference)),
    width: columnWidth - gap,
    height: Math.abs(y(row.difference) - y(0)),
    stop: stopOf(row.difference, far),
    whisker: columnWidth < narrowestWhisker ? null : whiskerOf(row, extent, y),
  }));
  return { width, height, columnWidth, y, ticks: ticksOf(extent, 5), bars };
}

function whiskerOf({ difference, error }: ClassDifference, extent: Extent, y: Scale) {
  if (error === null) return null;
  const reach = intervalFactor * error;
  return {
    top: y(Math.min(extent.max, difference + reach)),
    bottom: y(Math.max(extent.min, difference - reach)),
  };
}

/** Both sides hold the band at least, so that an axis of tiny differences looks tiny. */
function differenceExtent(rows: readonly ClassDifference[]): Extent {
  let [max, min, high, low] = [0, 0, 0, 0];
  for (const { difference, error } of rows) {
    const reach = intervalFactor * (error ?? 0);
    max = Math.max(max, difference);
    min = Math.min(min, difference);
    high = Math.max(high, difference + reach);
    low = Math.min(low, difference - reach);
  }
  return {
    max: limitOf(Math.min(high, max * whiskerRoom)),
    min: -limitOf(-Math.max(low, min * whiskerRoom)),
  };
}

function limitOf(value: number): number {
  return limits.find((limit) => limit >= Math.max(value, 2 * unchangedBand) - 1e-9) ?? 1;
}

/** Grey within the band; beyond it three steps of colour up to the farthest value of the axis. */
export function stopOf(difference: number, far: number): number {
  const verdict = verdictOf(difference);
  if (verdict === 'unchanged') return 3;
  const step = Math.min(2, Math.floor((3 * Math.abs(difference)) / (0.75 * far)));
  return verdict === 'improved' ? 4 + step : 2 - step;
}

/** The class whose column lies at `x`; null without columns. */
export function classAtColumn(
  { bars, columnWidth }: DifferenceLayout,
  x: number,
): ClassIndex | null {
  const place = Math.min(bars.length - 1, Math.max(0, Math.floor(x / columnWidth)));
  return bars[place]?.index ?? null;
}

/** A picture with its class's difference, in the room that short bars leave. */
export interface PlacedPicture {
  readonly row: ClassDifference;
  readonly x: number;
}

export interface PictureRows {
  /** Right of the classes that gained much, from the left. */
  readonly gained: readonly PlacedPicture[];
  /** Left of the classes that lost much, from the left. */
  readonly lost: readonly PlacedPicture[];
}

export const pictureHeight = 46;
const pictureWidth = 74;
const maxPictures = 6;

/**
 * Pictures of the classes at both ends where bars sorted by difference leave room: at the top
 * right of the long bars that point up, at the bottom left of those that point down.
 */
export function pictureRows(
  rows: readonly ClassDifference[],
  { width, height, y, bars, columnWidth }: DifferenceLayout,
): PictureRows {
  const roof = margin.top + pictureHeight + 6;
  const floor = height - margin.bottom - pictureHeight - 6;
  const tall = bars.filter((bar) => Math.min(bar.y, bar.whisker?.top ?? bar.y) < roof).length;
  const deep = bars.filter(
    (bar) => Math.max(bar.y + bar.height, bar.whisker?.bottom ?? 0) > floor,
  ).length;
  const left = tall * columnWidth + 14;
  const right = width - deep * columnWidth - 14;
  const gained = rows.filter(({ difference }) => verdictOf(difference) === 'improved');
  const lost = rows.filter(({ difference }) => verdictOf(difference) === 'worse');
  const shownGained = y(0) < roof ? [] : gained.slice(0, fitting(width - left));
  const count = y(0) > floor ? 0 : Math.min(lost.length, fitting(right));
  const shownLost = lost.slice(lost.length - count);
  return {
    gained: shownGained.map((row, place) => ({ row, x: left + place * pictureWidth })),
    lost: shownLost.map((row, place) => ({
      row,
      x: right - (shownLost.length - place) * pictureWidth,
    })),
  };
}

function fitting(room: number): number {
  return Math.min(maxPictures, Math.max(0, Math.floor(room / pictureWidth)));
}
