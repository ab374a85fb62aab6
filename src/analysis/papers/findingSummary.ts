/** What a finding says of one measure, counted over its settings. */
import type { Finding } from '../../spec/papers/finding.ts';

export interface VerdictCount {
  /** Settings that the test tells from the baseline, for better and for worse. */
  readonly better: readonly string[];
  readonly worse: readonly string[];
  /** Settings that it cannot tell from it. */
  readonly untold: number;
}

/** Null where the finding has no such measure. */
export function countVerdicts(
  { measures, rows }: Pick<Finding, 'measures' | 'rows'>,
  measure: string,
): VerdictCount | null {
  const column = measures.indexOf(measure);
  if (column === -1) return null;
  const told = rows.flatMap(({ name, cells }) => {
    const difference = cells[column].difference;
    return difference === null ? [] : [{ name, verdict: difference.verdict }];
  });
  const named = (wanted: string) =>
    told.filter(({ verdict }) => verdict === wanted).map(({ name }) => name);
  return {
    better: named('better'),
    worse: named('worse'),
    untold: named('cannot tell').length,
  };
}
