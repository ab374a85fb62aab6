/** The sweep that a command names, and its runs. */
import { oneLine } from '../../data/limits.ts';
import { UsageError } from '../../node/usageError.ts';
import { describeIssues } from '../../spec/readSpec.ts';
import { type PlannedRun, plannedRuns } from '../../spec/sweeps/plannedRuns.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import { decodeSweepLink, isSweepLink } from '../../spec/sweeps/sweepLink.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { readJsonFile } from '../experimentFile.ts';
import { usage } from '../usage.ts';

/** A sweep as it was read. */
export interface SweepInput {
  readonly path: string;
  readonly sweep: SweepSpec;
  readonly runs: readonly PlannedRun[];
}

/** Opens a file or a link. @throws UsageError where there is none, or a sweep that cannot be carried out. */
export async function openSweep(path: string | undefined): Promise<SweepInput> {
  if (path === undefined) throw new UsageError(`Give a sweep: <sweep.json or link>.\n\n${usage}`);
  const linked = isSweepLink(path);
  const reading = linked ? decodeSweepLink(path) : readSweep(await readJsonFile(path));
  const name = linked ? 'the link' : path;
  if (!reading.ok) throw new UsageError(`${name}:\n${describeIssues(reading.issues)}`);
  if (reading.note !== undefined) console.error(reading.note);
  return { path: name, sweep: reading.sweep, runs: plannedRuns(reading.sweep) };
}

/** The run of a place, counted from 0. @throws UsageError where there is none. */
export function runAt({ path, runs }: SweepInput, index: string): PlannedRun {
  const run = /^\d{1,9}$/.test(index) ? runs[Number(index)] : undefined;
  if (run !== undefined) return run;
  throw new UsageError(
    `--index ${oneLine(index)}: ${path} has ${runs.length} runs, from 0 to ${runs.length - 1}`,
  );
}
