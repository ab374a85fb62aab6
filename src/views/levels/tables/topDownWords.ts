/** The words of top-down inference beside the full mixture. */
import { topDownRows } from '../../../analysis/levels/topDownRows.ts';
import { formatCount, formatFixed, formatPercent } from '../../../lib/numberFormat.ts';
import { hasEndedEarly, type RunState } from '../../../spec/run/runState.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { levelwiseSpec } from '../levelNames.ts';

/** What a row is called by the groups it keeps at each level. */
export function keptText(kept: number | null): string {
  if (kept === null) return 'full mixture';
  return kept === 1 ? 'best group' : `best ${kept} groups`;
}

/** A ratio to the full mixture: `0.12×`; a dash where unknown. */
export function ratioText(value: number | null): string {
  return value === null ? '–' : `${formatFixed(value, 2)}×`;
}

/** Points of accuracy lost or gained, with their sign. */
export function lossText(difference: number | null): string {
  if (difference === null) return '';
  const text = formatFixed(Math.abs(difference * 100), 1);
  if (Number(text) === 0) return '±0.0';
  return `${difference < 0 ? '−' : '+'}${text}`;
}

/** What was measured, or when it is. */
export function topDownNote(state: Pick<RunState, 'phase' | 'spec' | 'levelwise'>): string {
  const measured = state.levelwise?.topDown;
  if (measured) {
    return `${formatCount(measured.images)} ${measured.split} images; best groups kept at each level`;
  }
  const method = levelwiseSpec(state);
  if (method?.hierarchy.from === 'confusion') return 'Without groups there is no way down';
  if (hasEndedEarly(state)) return 'The run ended before it';
  return 'measured when the run has finished';
}

/** What the figure shows, in one sentence. */
export function topDownDescription(state: Pick<RunState, 'phase' | 'spec' | 'levelwise'>): string {
  const rows = topDownRows(state);
  const full = rows.find(({ groupsKept }) => groupsKept === null);
  if (full === undefined || full.accuracy === null) {
    return `Top-down inference is not measured: ${topDownNote(state)}.`;
  }
  const others = rows
    .filter(({ groupsKept }) => groupsKept !== null)
    .map(
      ({ groupsKept, accuracy, dotRatio }) =>
        `${keptText(groupsKept)} ${formatPercent(accuracy)} with ${ratioText(dotRatio)} of its dot products`,
    );
  return `The full mixture has an accuracy of ${formatPercent(full.accuracy)}; top-down, ${others.join(', ')}.`;
}

/** The same numbers in full. */
export function topDownTable(state: Pick<RunState, 'levelwise'>): FigureTable {
  return {
    columns: ['groups kept', 'accuracy', 'dot products', 'ratio', 'ms an image', 'ratio'].map(
      (label) => ({ label }),
    ),
    rows: topDownRows(state).map((row) => [
      keptText(row.groupsKept),
      row.accuracy === null ? null : formatPercent(row.accuracy, 2),
      row.dotProducts === null ? null : formatFixed(row.dotProducts, 1),
      row.dotRatio === null ? null : formatFixed(row.dotRatio, 3),
      row.milliseconds === null ? null : formatFixed(row.milliseconds, 4),
      row.timeRatio === null ? null : formatFixed(row.timeRatio, 3),
    ]),
  };
}
