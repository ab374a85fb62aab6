import type { EpochState, RunState } from '../../spec/run/runState.ts';
import type { Epoch } from '../../spec/units.ts';

/** A number at the end of an epoch. */
export interface EpochValue {
  readonly epoch: Epoch;
  readonly value: number;
}

/** A number of every finished epoch of the first network that has it. */
export function epochValues(
  { rounds }: Pick<RunState, 'rounds'>,
  read: (epoch: EpochState) => number | null | undefined,
): EpochValue[] {
  return (rounds[0]?.epochs ?? []).flatMap((epoch) => {
    const value = read(epoch);
    return value === null || value === undefined ? [] : [{ epoch: epoch.epoch, value }];
  });
}
