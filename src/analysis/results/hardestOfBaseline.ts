/**
 * The hardest fifth of the classes as the baseline has it: the same classes for every setting. Each
 * run's own hardest fifth may be other classes, so that a difference of the two is partly one of
 * classes; here what is compared stays the same.
 */
import { hardestFirst } from '../../algorithms/metrics/hardClasses.ts';
import type { ResultMeasure } from './resultMeasures.ts';
import { countedRuns, type RunOutcome } from './runOutcome.ts';
import { counterpartKey, type Setting } from './settings.ts';
import { takesBaseline } from './toldMeasures.ts';

/**
 * H = the ⌈N/5⌉ classes of the largest mean error ē(c) = 1/S Σ_s e_s(c) over the S runs of a setting,
 * e_s(c) on the split that classes are ranked on; of equal ones the lower index. N counts the classes
 * with images in both splits. Null where a run does not tell its errors on that split.
 */
function hardestClassesOf(setting: readonly RunOutcome[]): readonly number[] | null {
  const runs = countedRuns(setting);
  const [{ classErrors }] = runs;
  if (runs.some(({ rankedErrors }) => rankedErrors.length === 0)) return null;
  const accuracy = classErrors.map((measured, index) => {
    const errors = runs.flatMap(({ rankedErrors }) => rankedErrors[index] ?? []);
    if (measured === null || errors.length < runs.length) return null;
    return 1 - errors.reduce((sum, error) => sum + error, 0) / errors.length;
  });
  const order = hardestFirst(accuracy);
  return order.slice(0, Math.ceil(order.length / 5));
}

/**
 * The hard classes that each row of a table is measured on: those of the row that it stands against, by
 * place, or its own where it is that row; null where there is none.
 */
export function hardestOfRows(
  settings: readonly Setting[],
  againsts: readonly (number | null)[],
  baseline: number,
): (readonly number[] | null)[] {
  const wanted = counterpartKey(settings[baseline].runs[0]);
  const found = new Map<number, readonly number[] | null>();
  return settings.map(({ runs: [run] }, place) => {
    const at = againsts[place] ?? (counterpartKey(run) === wanted ? place : null);
    if (at === null) return null;
    if (!found.has(at)) found.set(at, hardestClassesOf(settings[at].runs));
    return found.get(at) ?? null;
  });
}

/** A measure of a run. @param hardest classes of its baseline; null where there are none. */
export function measureOf(
  run: RunOutcome,
  measure: ResultMeasure,
  hardest: readonly number[] | null,
): number | null {
  if (!takesBaseline(measure)) return run.measures[measure];
  return hardest === null ? null : accuracyOver(run, hardest);
}

/** Mean accuracy of a run over some classes, each counting the same; null where it has none of one. */
function accuracyOver(
  { classErrors }: Pick<RunOutcome, 'classErrors'>,
  classes: readonly number[],
): number | null {
  const errors = classes.flatMap((index) => classErrors[index] ?? []);
  if (errors.length === 0 || errors.length < classes.length) return null;
  return 1 - errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
