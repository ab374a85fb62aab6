/**
 * Rounds appended to a finished run. Nothing that a round trains depends on how many follow, so the
 * run's log is the beginning of a longer one; what the log does not tell, such as the votes so far,
 * follows from its trained networks, which are evaluated once more.
 */

import { type ExperimentSpec, specHash } from '../spec/experimentSpec.ts';
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import { RunDigest } from '../spec/run/digest.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { replayRounds, type TrainedRun } from './replayRounds.ts';

/** The beginning of the longer run, to be gone on with. */
export interface LongerRun {
  readonly events: readonly RunEvent[];
  readonly checkpoint: RunCheckpoint;
}

/**
 * The finished run as the beginning of one with more rounds.
 * @param longer the experiment of the longer run, on the same data.
 * @throws DataError where a network was not kept, is another, or answers otherwise than the log tells.
 */
export async function appendRounds(run: TrainedRun, longer: ExperimentSpec): Promise<LongerRun> {
  const [first, ...others] = run.events.filter(({ type }) => type !== 'run-finished');
  const end = run.events.find((event) => event.type === 'run-finished');
  if (first?.type !== 'run-started' || end?.type !== 'run-finished') {
    throw new RangeError('Rounds are appended to a finished run');
  }
  const left = await replayRounds(run, first.spec);
  const hash = specHash(longer);
  const events: RunEvent[] = [{ ...first, spec: longer, specHash: hash }, ...others];
  const digest = RunDigest.ofNew();
  for (const event of events) digest.addLogged(event);
  const checkpoint: RunCheckpoint = {
    ...left,
    runId: first.runId,
    specHash: hash,
    datasetHash: run.dataset.hash,
    seq: events.length - 1,
    digest: digest.value(),
    seconds: end.seconds,
  };
  return { events, checkpoint };
}
