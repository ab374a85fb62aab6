import { type OwnMeasure, type ResultMeasure, resultMeasures } from './resultMeasures.ts';
import type { RunOutcome } from './runOutcome.ts';

/** Whether it takes a baseline to tell a measure of a run. */
export const takesBaseline = (
  measure: ResultMeasure,
): measure is Exclude<ResultMeasure, OwnMeasure> => measure === 'hardestFifthOfBaseline';

/** The measures that some run tells, or that can be told of it beside a baseline, in their order. */
export function toldMeasures(outcomes: readonly RunOutcome[]): ResultMeasure[] {
  return resultMeasures.filter((measure) =>
    outcomes.some((outcome) =>
      takesBaseline(measure) ? outcome.rankedErrors.length > 0 : outcome.measures[measure] !== null,
    ),
  );
}
