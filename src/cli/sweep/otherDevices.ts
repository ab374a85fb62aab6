import { UsageError } from '../../node/usageError.ts';
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { type CliDevice, deviceOf } from '../cliDevice.ts';

/**
 * A run records the device that it was trained on, and is known by its experiment: on another than its
 * sweep names it would be none of the sweep's, and be collected by none.
 * @param device that the command asks for; null leaves it to the sweep.
 * @throws UsageError for runs that would not be trained on the device that they name.
 */
export function refuseOtherDevices(
  runs: readonly Pick<PlannedRun, 'spec'>[],
  device: CliDevice | null,
): void {
  for (const { spec } of runs) {
    const used = device ?? deviceOf(spec);
    if (spec.device === 'auto' || spec.device === used) continue;
    throw new UsageError(
      `${spec.name}: the sweep says device ${spec.device}, and it would be trained on ${used}, as another experiment. Set device to "auto" or "${used}" in the sweep${device === null ? '' : ', or leave --device out'}`,
    );
  }
}
