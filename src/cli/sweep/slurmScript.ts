/**
 * A sweep as an array job of Slurm: a task does every so many-th run, one after another. A task that is
 * killed and requeued goes on with the run that it was at.
 */
import { UsageError } from '../../node/usageError.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { exitCodes } from '../exitCodes.ts';
import { shellWord, slugOf } from './shellText.ts';

export interface SlurmOptions {
  readonly sweep: Pick<SweepSpec, 'name'>;
  readonly runs: number;
  /** Tasks of the array; each does about as many runs as others. */
  readonly tasks: number;
  /** Tasks at once; null for as many as the cluster gives. */
  readonly atOnce: number | null;
  /** Cores of a task. */
  readonly cpus: number;
  /** What a task may take, as Slurm writes it; null for what the cluster gives. */
  readonly time: string | null;
  /** Further options of sbatch, as `--partition=gpu`. */
  readonly more: readonly string[];
  /** The folder that the job is submitted from. */
  readonly folder: string;
  /** Where the output of tasks goes. */
  readonly logs: string;
  /** The command of a run, but for its index. */
  readonly command: readonly string[];
}

/** Seconds until a run is tried again that another process is at, or was until its machine was lost. */
const waitSeconds = 30;

/** A path within a directive: sbatch takes blanks in quotes only, and a percent sign for a pattern. */
function quoted(path: string): string {
  const literal = path.replaceAll('%', '%%');
  return /[^\w@+=:,./%-]/.test(literal) ? `"${literal.replace(/["\\]/g, '\\$&')}"` : literal;
}

/** The script, for `sbatch`. @throws UsageError where the path of the logs would end its line. */
export function slurmScript(options: SlurmOptions): string {
  const { sweep, runs, tasks, atOnce, cpus, time, more, folder, logs, command } = options;
  if (/\p{Cc}/u.test(logs)) {
    throw new UsageError(
      `--out ${JSON.stringify(logs)}: Slurm takes no path with line breaks or control characters. Choose another folder`,
    );
  }
  const directives = [
    `--job-name=espalier-${slugOf(sweep.name)}`,
    `--array=0-${tasks - 1}${atOnce === null ? '' : `%${atOnce}`}`,
    `--cpus-per-task=${cpus}`,
    ...(time === null ? [] : [`--time=${time}`]),
    '--requeue',
    '--open-mode=append',
    `--output=${quoted(logs)}/%A_%a.log`,
    ...more,
  ];
  return `#!/bin/bash
${directives.map((directive) => `#SBATCH ${directive}`).join('\n')}

# ${runs} runs of a sweep. What is finished is passed over and what was begun is gone on with, so that
# tasks may be killed, requeued and submitted again.
cd ${shellWord(folder)} || exit 1
status=0
for ((run = SLURM_ARRAY_TASK_ID; run < ${runs}; run += ${tasks})); do
  while true; do
    ${command.map(shellWord).join(' ')} --index "$run"
    code=$?
    [ "$code" -eq ${exitCodes.inUse} ] || break
    sleep ${waitSeconds}
  done
  [ "$code" -eq 0 ] || status=$code
done
exit "$status"
`;
}
