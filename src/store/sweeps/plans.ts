/** The runs that kept sweeps plan, found by the hashes of their experiments. */
import { type PlannedRun, plannedRuns } from '../../spec/sweeps/plannedRuns.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import type { ListedSweep } from '../../storage/sweeps/keptSweep.ts';

const plans = new WeakMap<SweepSpec, ReadonlyMap<string, PlannedRun>>();

/** The runs of a sweep by their hashes, in their order; worked out once. */
export function planOf(sweep: SweepSpec): ReadonlyMap<string, PlannedRun> {
  const known = plans.get(sweep);
  if (known !== undefined) return known;
  const plan = new Map(plannedRuns(sweep).map((run) => [run.hash, run]));
  plans.set(sweep, plan);
  return plan;
}

/** What a queued run is to be; null where its sweep cannot be read, or does not plan it any more. */
export function plannedRun(
  sweeps: readonly ListedSweep[] | null,
  { sweep, hash }: { readonly sweep: string; readonly hash: string },
): PlannedRun | null {
  const kept = sweeps?.find(({ id }) => id === sweep);
  return kept?.state === 'whole' ? (planOf(kept.sweep).get(hash) ?? null) : null;
}
