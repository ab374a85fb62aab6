/** The result of a run with all that went wrong in it, as it is written to `result.json`. */
import { resultOf } from '../../spec/run/result.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { troublesOf } from './troubles.ts';

export function wholeResult(state: RunState) {
  const { failure, resumptions, deviceNotes } = state;
  return {
    ...resultOf(state),
    /** What the run failed of, such as a loss that is not finite, and what to do; null where it did not. */
    failure: failure && { message: failure.message, remedy: failure.remedy },
    /** What went wrong short of ending it: networks no better than chance, a loss that grows, saturation. */
    troubles: troublesOf(state),
    /** Where it was cut off, as by a device that was lost, and went on from a checkpoint. */
    resumptions,
    deviceNotes,
  };
}
