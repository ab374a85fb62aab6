/** Which measures are shown of some runs, of those that a person has chosen. */
import { type ResultMeasure, resultMeasures } from '../../analysis/results/resultMeasures.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { toldMeasures } from '../../analysis/results/toldMeasures.ts';

/** Of the measures that were chosen those that some run tells; the error where it tells none of them. */
export function shownMeasures(
  chosen: readonly ResultMeasure[],
  known: ReadonlySet<ResultMeasure>,
): readonly ResultMeasure[] {
  const shown = resultMeasures.filter((measure) => chosen.includes(measure) && known.has(measure));
  return shown.length > 0 ? shown : ['top1'];
}

/** The measures that some run tells; the error always. */
export function knownMeasures(outcomes: readonly RunOutcome[]): ReadonlySet<ResultMeasure> {
  return new Set(['top1', ...toldMeasures(outcomes)]);
}
