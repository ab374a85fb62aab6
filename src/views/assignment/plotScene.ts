/**
 * From a level of Ψ to what the map's canvas draws: cells, entropies, and where another limb of the
 * tree begins.
 */
import {
  type AssignmentLevel,
  assignmentEntropy,
  largestAssignment,
} from '../../analysis/groups/assignmentLevel.ts';
import { type LimbSpan, limbSpans, treeOrder } from '../../analysis/groups/treeOrder.ts';
import { stepUp } from '../../analysis/scales/scale.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { assignmentGrid } from './assignmentGrid.ts';
import type { MapScene } from './drawAssignment.ts';
import { bitsLadder, fewLimbs, mapLayout } from './mapLayout.ts';

/** All that the canvas draws, but for the theme's colours; and the limbs of the columns. */
export type PlotScene = Omit<MapScene, 'colours'> & { readonly limbs: readonly LimbSpan[] };

/** Cells down, at most: as many as a dense screen has pixels. */
const maxDown = mapLayout.heatHeight * 2;

/** @param pixels Device pixels across. */
export function plotScene(
  levelwise: LevelwiseState,
  shown: AssignmentLevel,
  maxBits: number,
  pixels: number,
): PlotScene {
  const { rows, columns, level, assignment } = shown;
  const { limbOf, classLimb } = treeOrder(levelwise, columns.length);
  const rowLimbs = level === null ? classLimb : limbOf[level];
  const spans = classLimb === null ? [] : limbSpans(columns, classLimb);
  const entropy = assignmentEntropy(assignment, columns.length);
  return {
    grid: assignmentGrid(shown, pixels, maxDown),
    largest: largestAssignment(levelwise, level),
    entropy: columns.map((index) => entropy[index]),
    maxBits,
    columnBreaks: breaks(spans),
    rowBreaks: rowLimbs === null ? [] : breaks(limbSpans(rows, rowLimbs)),
    rows: rows.length,
    columns: columns.length,
    limbs: spans,
  };
}

function breaks(spans: readonly LimbSpan[]): number[] {
  return spans.length > fewLimbs ? [] : spans.slice(1).map(({ from }) => from);
}

/** The top of the row of entropies, in bits: grows in steps with the greatest. */
export function entropyLimit({ assignment, columns }: AssignmentLevel): number {
  const entropy = assignmentEntropy(assignment, columns.length);
  return stepUp(
    entropy.reduce((most, bits) => (bits > most ? bits : most), 0),
    bitsLadder,
  );
}
