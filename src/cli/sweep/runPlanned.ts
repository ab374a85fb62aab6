/**
 * `run sweep.json --index i`: one run of a sweep, whatever became of it before. Finished it stays as it
 * is, begun it is gone on with, and another experiment is never touched.
 */
import { FolderInUse } from '../../node/folderLock.ts';
import { UsageError } from '../../node/usageError.ts';
import type { OptionValues } from '../commandOptions.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { plannedExperiment } from '../experimentFile.ts';
import type { Interruption } from '../interruption.ts';
import { filesBeside, sharedRunOptions, threadsOf } from '../runArguments.ts';
import { deviceOf, runCommand } from '../runCommand.ts';
import { dataPlaces } from './dataPlaces.ts';
import { refuseOtherDevices } from './otherDevices.ts';
import { plannedStanding } from './plannedStanding.ts';
import { folderOfRun } from './runFolders.ts';
import { openSweep, runAt } from './sweepInput.ts';

/** @throws UsageError, DataError or EngineError before training begins; afterwards the log tells. */
export async function runPlanned(
  [path, ...moreData]: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  refuseOptions(values);
  const input = await openSweep(path);
  const run = runAt(input, values.index ?? '');
  const data = [...(values.data ?? []), ...moreData];
  const places = dataPlaces(input.runs, data, values['data-for'] ?? []);
  const place = `${input.path}, run ${run.index}`;
  const shared = sharedRunOptions(values);
  const isThreaded = (shared.device ?? deviceOf(run.spec)) === 'wasm';
  refuseOtherDevices([run], shared.device);
  const out = outOf(values, run);
  // By its result alone: without the log beside it, training would begin anew and replace it.
  const standing = await plannedStanding(out, run);
  if (standing.at === 'other') {
    throw new UsageError(`${out}: ${standing.found}. It stays as it is: choose another folder`);
  }
  if (standing.at === 'finished') {
    console.error(`${out}: the run is finished already.`);
    return exitCodes.done;
  }
  console.error(`${run.spec.name} (run ${run.index} of ${input.runs.length})`);
  try {
    return await runCommand(
      {
        ...shared,
        file: await plannedExperiment(place, run.spec, filesBeside(values)),
        data: places(run.spec.dataset.source),
        out,
        withEarlier: 'complete',
        threads: threadsOf(values.threads ?? (isThreaded ? '1' : undefined)),
        expected: null,
      },
      interruption,
    );
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    console.error(error.message);
    return exitCodes.inUse;
  }
}

function outOf({ out, results }: OptionValues, run: Parameters<typeof folderOfRun>[1]): string {
  if ((out === undefined) === (results === undefined)) {
    throw new UsageError(
      'A run of a sweep needs --out <its own folder>, or --results <the folder of all runs>',
    );
  }
  return out ?? folderOfRun(results ?? '', run);
}

function refuseOptions(values: OptionValues): void {
  for (const option of ['resume', 'force', 'expect', 'start-as'] as const) {
    if (values[option] === undefined) continue;
    throw new UsageError(
      `--${option} does not go with --index: a run of a sweep is gone on with by itself, and its experiment stands in the sweep`,
    );
  }
}
