/**
 * The finished runs of a sweep that may stand in one table: each once, all of one version and of the
 * same data. What lies where, and in how many folders, makes no difference to them.
 */
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { UsageError } from '../../node/usageError.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import type { Gathered } from './gatheredRuns.ts';

/** A finished run of the sweep, in one of the folders that hold it. */
export interface Finished {
  readonly run: PlannedRun;
  readonly outcome: RunOutcome;
  readonly folder: string;
}

/** A run whose finished results are not the same. */
export interface Differing {
  readonly run: PlannedRun;
  readonly results: readonly Finished[];
}

export interface CollectedRuns {
  /** In the order of the sweep. */
  readonly finished: readonly Finished[];
  /** Places of runs that ended by a failure, and nowhere finished. */
  readonly failed: readonly number[];
  /** Places of those that nobody has finished, without the failed. */
  readonly missing: readonly number[];
  /** Runs of which two results differ: none of the two counts. */
  readonly differing: readonly Differing[];
}

/**
 * @param version takes results of that Espalier alone; null all, which must be of one.
 * @throws UsageError for results of several versions, or of other data under the same name.
 */
export function collectedRuns(
  runs: readonly PlannedRun[],
  { byRun }: Gathered,
  version: string | null,
): CollectedRuns {
  const all = runs.flatMap((run) =>
    (byRun.get(run.index) ?? []).flatMap(({ phase, outcome, folder }): Finished[] =>
      phase === 'finished' && outcome !== null ? [{ run, outcome, folder }] : [],
    ),
  );
  const taken = version === null ? all : all.filter(({ outcome }) => outcome.espalier === version);
  refuseMixedVersions(taken);
  refuseMixedData(taken);
  const byIndex = groupedBy(taken, ({ run }) => run.index);
  const failed: number[] = [];
  const missing: number[] = [];
  for (const { index } of runs) {
    if (byIndex.has(index)) continue;
    const hasFailed = byRun.get(index)?.some(({ phase }) => phase === 'failed') ?? false;
    (hasFailed ? failed : missing).push(index);
  }
  const same = ([, results]: [number, readonly Finished[]]) =>
    new Set(results.map(cameTo)).size === 1;
  const groups = [...byIndex];
  return {
    finished: groups.filter(same).map(([, [first]]) => first),
    failed,
    missing,
    differing: groups
      .filter((group) => !same(group))
      .map(([, results]) => ({ run: results[0].run, results })),
  };
}

/** All that a table is made of: digests do not cover what is measured beyond errors. */
const cameTo = ({ outcome: { digest, measures } }: Finished): string =>
  canonicalJson({ digest, measures });

/** `0.1.0 (58 runs, as in results/ab12)` */
function mixture(groups: ReadonlyMap<string, readonly Finished[]>): string {
  return [...groups]
    .map(([name, found]) => `${name} (${found.length} runs, as in ${found[0].folder})`)
    .join(' and ');
}

function refuseMixedVersions(found: readonly Finished[]): void {
  const versions = groupedBy(found, ({ outcome }) => outcome.espalier);
  if (versions.size <= 1) return;
  const [first] = versions.keys();
  throw new UsageError(
    `The results are of several versions of Espalier, ${mixture(versions)}, and may not stand in one table. Move the folders of one version away and carry out the sweep again, or take those of one: --of-version ${first}`,
  );
}

function refuseMixedData(found: readonly Finished[]): void {
  const named = groupedBy(found, ({ run }) => {
    const { source, hash, reading } = run.spec.dataset;
    return canonicalJson({ source, hash, reading });
  });
  for (const ofName of named.values()) {
    const hashes = groupedBy(ofName, ({ outcome }) => outcome.datasetHash);
    if (hashes.size <= 1) continue;
    throw new UsageError(
      `${ofName[0].run.spec.dataset.source} was not the same data everywhere: ${mixture(hashes)}. Run those of the wrong data again, or say in the sweep which is meant (dataset.hash)`,
    );
  }
}
