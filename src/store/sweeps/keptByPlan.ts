import { hashesAskedFor } from '../../spec/sweeps/plannedRuns.ts';
import type { WholeRun } from '../../storage/runs/listedRuns.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';

/** A kept run that can be read, and whether some window trains it now. */
export type KeptWholeRun = Extract<ListedRun, { readonly state: 'whole' }>;

const asked = new Map<string, readonly string[]>();
const indexes = new WeakMap<readonly ListedRun[], ReadonlyMap<string, readonly KeptWholeRun[]>>();

/**
 * Kept runs by each hash that their experiments may have been planned under, the newest first; deleted
 * ones are left out. Worked out once for a list.
 */
export function keptByPlan(
  keptRuns: readonly ListedRun[],
): ReadonlyMap<string, readonly KeptWholeRun[]> {
  const known = indexes.get(keptRuns);
  if (known !== undefined) return known;
  const index = new Map<string, KeptWholeRun[]>();
  for (const run of keptRuns) {
    if (run.state !== 'whole' || run.deletedAt !== null) continue;
    for (const hash of hashesOf(run)) {
      const others = index.get(hash);
      if (others === undefined) index.set(hash, [run]);
      else others.push(run);
    }
  }
  indexes.set(keptRuns, index);
  return index;
}

/** A list is read anew after every run, and most of its runs are the same as before. */
function hashesOf({ spec, specHash }: WholeRun): readonly string[] {
  const known = asked.get(specHash);
  if (known !== undefined) return known;
  // A large tree is listed by its hash alone: the run's own hash is of the whole experiment.
  const hashes = [...new Set([specHash, ...hashesAskedFor(spec)])];
  asked.set(specHash, hashes);
  return hashes;
}

/** Whether the library has a finished run of an experiment. */
export function isInLibrary(keptRuns: readonly ListedRun[] | null, hash: string): boolean {
  const found = keptRuns === null ? [] : (keptByPlan(keptRuns).get(hash) ?? []);
  return found.some(({ phase }) => phase === 'finished');
}
