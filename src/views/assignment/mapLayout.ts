/** Where the parts of the map of Ψ lie, in CSS pixels; its height never changes. */
import type { LimbSpan } from '../../analysis/groups/treeOrder.ts';
import type { MapBox } from './drawAssignment.ts';

const entropyHeight = 20;
const heatTop = entropyHeight + 5;
const heatHeight = 172;
const stripHeight = 3;

export const mapLayout = {
  entropyHeight,
  heatTop,
  heatHeight,
  stripTop: heatTop + heatHeight + 4,
  stripHeight,
  height: heatTop + heatHeight + 4 + stripHeight,
  /** Room for the names of the rows and the colours of their limbs. */
  axisWidth: (width: number): number => (width < 440 ? 92 : 128),
  box: (width: number): MapBox => ({ width, entropyHeight, heatTop, heatHeight }),
} as const;

/** Least height of a line of text. */
const lineHeight = 12.5;

export interface MapLabel {
  readonly key: number;
  readonly text: string;
  /** The middle of its rows, from the top of the heat. */
  readonly y: number;
}

/**
 * Names at the left: of every row where they fit, else of limbs, where those fit.
 * @param limbNames Null where there are no limbs to name.
 */
export function mapLabels(
  rows: readonly number[],
  names: readonly string[],
  spans: readonly LimbSpan[],
  limbNames: readonly string[] | null,
): MapLabel[] {
  const height = heatHeight / rows.length;
  if (height >= lineHeight) {
    return rows.map((row, place) => ({ key: place, text: names[row], y: (place + 0.5) * height }));
  }
  if (limbNames === null) return [];
  return spans
    .filter(({ from, to }) => (to - from) * height >= lineHeight)
    .map(({ limb, from, to }) => ({
      key: from,
      text: limbNames[limb],
      y: ((from + to) / 2) * height,
    }));
}

/** The place of the column at a distance from the left. */
export function columnAt(x: number, width: number, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor((x / width) * columns)));
}

/** Ends of the axis of entropy, in bits. */
export const bitsLadder: readonly number[] = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 13];

/** Limbs up to which gaps and lines between them help. */
export const fewLimbs = 24;
