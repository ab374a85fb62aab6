/** Whether runs of the very same experiment came to the same result, bit by bit. */
import { groupedBy } from '../../lib/groupedBy.ts';

/** What a repeat is known by. */
export interface RepeatedRun {
  readonly specHash: string;
  readonly datasetHash: string;
  readonly device: string;
  /** Null until it is finished. */
  readonly digest: string | null;
}

export interface DigestRepeats {
  /** Finished runs whose experiment others ran as well. */
  readonly runs: number;
  /** Those of them whose digest is the one that most of its repeats have. */
  readonly alike: number;
}

/** The repeats among some runs, by experiment and device; null where nothing was run twice. */
export function digestRepeats(runs: readonly RepeatedRun[]): DigestRepeats | null {
  const finished = runs.filter(({ digest }) => digest !== null);
  const experiments = groupedBy(
    finished,
    ({ specHash, datasetHash, device }) => `${specHash} ${datasetHash} ${device}`,
  );
  const repeated = [...experiments.values()].filter(({ length }) => length > 1);
  if (repeated.length === 0) return null;
  const alike = repeated.map((same) => {
    const counts = [...groupedBy(same, ({ digest }) => digest).values()];
    return Math.max(...counts.map(({ length }) => length));
  });
  return {
    runs: repeated.reduce((all, { length }) => all + length, 0),
    alike: alike.reduce((all, count) => all + count, 0),
  };
}
