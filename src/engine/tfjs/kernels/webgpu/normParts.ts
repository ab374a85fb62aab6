/**
 * How batch norm's sums over a batch are cut: into parts of fixed size, each one group's, which a
 * second shader adds in fixed order.
 */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { normEpsilon } from '../../../../spec/networks/layerDescription.ts';
import { layoutOf } from './columnSums.ts';
import { exchangeFor, type Span } from './laneTree.ts';
import { type Lanes, lanesOf, typeOf } from './shader.ts';

/** Lanes of a group. */
export const groupSize = 64;
/** Rows of one lane, where that leaves no more parts than `maxParts`. */
const rowsOfLane = 16;
const maxParts = 256;

/**
 * How the pixels of all images (`rows`) are cut: parts of `rowsOfPart` rows, the last may be
 * less. A group has `wide` columns (channels or fours of them) × `deep` rows.
 */
export function cut(x: Tensor4D) {
  const lanes = lanesOf(x.shape[3]);
  const columns = x.shape[3] / lanes;
  const rows = x.size / x.shape[3];
  const { wide, deep } = layoutOf(columns);
  const least = Math.ceil(rows / maxParts / deep);
  const rowsOfPart = deep * Math.max(rowsOfLane, least);
  const parts = Math.ceil(rows / rowsOfPart);
  const constants = { rows, columns, wide, deep, rowsOfPart, parts };
  const inGroups = (groups: number, span: Span) => {
    const exchange = exchangeFor(span);
    return { size: { groups, groupSize, exchange }, joined: { ...span, exchange } };
  };
  return {
    lanes,
    constants,
    vector: vectorOf(lanes),
    /** Groups that have a part each, and how their lanes are joined. */
    ofParts: inGroups(parts * Math.ceil(columns / wide), { from: wide, to: groupSize }),
    /** Groups that have all parts of a column each. */
    ofColumns: inGroups(columns, { from: 1, to: reachOf(parts) }),
  };
}

/** The lanes of a group that have parts, made up to a power of 2. */
function reachOf(parts: number): number {
  let reach = 1;
  while (reach < Math.min(parts, groupSize)) reach *= 2;
  return reach;
}

/** WGSL that names the type of a column's entries. */
export function vectorOf(lanes: Lanes): string {
  return `alias V = ${typeOf(lanes)};`;
}

/** Where a group's lane is: its part, its channel (or four), its first row and the part's end. */
export const placeCode = `
  let part = group % parts;
  let column = group / parts * wide + lane % wide;
  let own = lane / wide;
  let end = min(rows, (part + 1u) * rowsOfPart);
  let first = part * rowsOfPart + own;
  let isIn = column < columns;
`;

/** WGSL for one over a column's deviation. */
export const inverse = `inverseSqrt(variance[column] + ${normEpsilon})`;
