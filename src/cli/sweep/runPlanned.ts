/** `run sweep.json --index i`: one run of a sweep. */
import { UsageError } from '../../node/usageError.ts';
import type { OptionValues } from '../commandOptions.ts';
import type { ExitCode } from '../exitCodes.ts';
import type { Interruption } from '../interruption.ts';
import { ownSupply } from '../runSupply.ts';
import { PlannedRunner } from './plannedRunner.ts';
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
  const runner = new PlannedRunner(input, moreData, values, ownSupply);
  return runner.carryOut(run, outOf(values, run), interruption);
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
