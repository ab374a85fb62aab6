/** Where the runs of a sweep lie within its folder: each in one named after its experiment. */
import { join } from 'node:path';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';

/** A run's folder. Whatever becomes of the sweep, the same experiment has the same. */
export const folderOfRun = (results: string, { hash }: Pick<PlannedRun, 'hash'>): string =>
  join(results, hash.slice(0, 16));
