/** Importance of classes that a level-wise loss can be weighed by: what finished rounds of runs left. */
import type { RunView } from '../runs/runView.ts';

export interface ImportanceSource {
  readonly run: RunView;
  /** ϕ after the run's last finished round, times N: 1 is an equal share. */
  readonly weights: readonly number[];
}

/** Runs with changing importance over these classes, newest first. */
export function importanceSources(
  runs: readonly RunView[],
  classes: readonly string[],
): ImportanceSource[] {
  return runs.toReversed().flatMap((run) => {
    const { newest } = run;
    const told = newest?.rounds.findLast(({ outcome }) => outcome?.importanceNext)?.outcome;
    const next = told?.importanceNext ?? null;
    if (newest === null || next === null || !isSameList(newest.dataset.classes, classes)) return [];
    return [{ run, weights: next.map((share) => share * next.length) }];
  });
}

/** The run whose importance it is; null for none of these. */
export function importanceSourceOf(
  sources: readonly ImportanceSource[],
  given: readonly number[],
): ImportanceSource | null {
  return (
    sources.find(
      ({ weights }) =>
        weights.length === given.length && weights.every((weight, at) => weight === given[at]),
    ) ?? null
  );
}

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => name === other[at]);
