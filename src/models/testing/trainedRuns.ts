/** Runs of every kind, small, with the files of the networks that they train. */
import type { RunRequest } from '../../runner/runExperiment.ts';
import type { RecordingEngines } from '../../runner/testing/recordedRuns.ts';
import { recordedSpecs } from '../../runner/testing/recordedSpecs.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';

/** A run that is over, with the files of its networks. */
interface TrainedRun {
  readonly state: RunState;
  /** Its log. */
  readonly events: readonly RunEvent[];
  /** By their hashes, in the order in which they were trained. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** An experiment, carried out on the data that it is recorded with, or those of the request. */
export async function trainedRun(
  engines: RecordingEngines,
  spec: ExperimentSpec,
  request: Partial<RunRequest> = {},
): Promise<TrainedRun> {
  const files = new Map<string, Uint8Array>();
  const events = await engines.eventsOf(spec, {
    ...request,
    onNetwork: ({ hash, bytes }) => files.set(hash, bytes),
  });
  const state = foldRun(events);
  if (state === null) throw new Error('The run told nothing');
  return { state, events, files };
}

/** The recorded experiment of a name. */
export const specOf = (name: string): ExperimentSpec => {
  const spec = recordedSpecs.find((one) => one.name === name);
  if (spec === undefined) throw new Error(`There is no recorded experiment ${name}`);
  return spec;
};
