/**
 * Runs of a sweep, whatever became of them before. Finished one stays as it is, begun it is gone on with,
 * and another experiment is never touched.
 */

import { FolderInUse } from '../../node/folderLock.ts';
import { UsageError } from '../../node/usageError.ts';
import { isWebAssembly } from '../../spec/sections/device.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { deviceOf } from '../cliDevice.ts';
import type { OptionValues } from '../commandOptions.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { plannedExperiment } from '../experimentFile.ts';
import type { Interruption } from '../interruption.ts';
import { filesBeside, sharedRunOptions, threadsOf } from '../runArguments.ts';
import { runCommand } from '../runCommand.ts';
import type { RunSupply } from '../runSupply.ts';
import { type DataPlaces, dataPlaces } from './dataPlaces.ts';
import { refuseOtherDevices } from './otherDevices.ts';
import { plannedStanding } from './plannedStanding.ts';
import type { SweepInput } from './sweepInput.ts';

export class PlannedRunner {
  private readonly places: DataPlaces;

  /** @throws UsageError for data of no run. */
  constructor(
    private readonly input: SweepInput,
    moreData: readonly string[],
    private readonly values: OptionValues,
    private readonly supply: RunSupply,
  ) {
    const data = [...(values.data ?? []), ...moreData];
    this.places = dataPlaces(input.runs, data, values['data-for'] ?? []);
  }

  /**
   * Carries a run out in its folder.
   * @throws UsageError, DataError or EngineError before training begins; afterwards the log tells.
   */
  async carryOut(run: PlannedRun, out: string, interruption: Interruption): Promise<ExitCode> {
    const { values, input } = this;
    const shared = sharedRunOptions(values);
    const isThreaded = isWebAssembly(shared.device ?? deviceOf(run.spec));
    refuseOtherDevices([run], shared.device);
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
    const place = `${input.path}, run ${run.index}`;
    try {
      return await runCommand(
        {
          ...shared,
          file: await plannedExperiment(place, run.spec, filesBeside(values)),
          data: this.places(run.spec.dataset.source),
          out,
          withEarlier: 'complete',
          threads: threadsOf(values.threads ?? (isThreaded ? '1' : undefined)),
          expected: null,
        },
        interruption,
        this.supply,
      );
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      console.error(error.message);
      return exitCodes.inUse;
    }
  }
}
