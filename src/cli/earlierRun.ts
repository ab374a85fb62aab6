/** The run that a folder holds already: gone on with, made longer, or left as it is. */
import type { AnyDataset } from '../data/dataset.ts';
import { oneLine } from '../data/limits.ts';
import type { Engine } from '../engine/engine.ts';
import { UsageError } from '../node/usageError.ts';
import { appendRounds } from '../runner/appendRounds.ts';
import type { KeptNetwork } from '../runner/networks.ts';
import { withRoundsAppended } from '../spec/appendedRounds.ts';
import { type ExperimentSpec, specHash } from '../spec/experimentSpec.ts';
import { renewedSpec } from '../spec/renewedSpec.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { KeptRun } from '../storage/runs/keptRun.ts';
import { PendingWork } from './pendingWork.ts';
import { leftAlone, type RunFolder } from './runFolder.ts';

/** A finished run, and the experiment with more rounds that it is the beginning of. */
export interface ToBeLonger {
  readonly finished: RunState;
  readonly longer: ExperimentSpec;
}

/**
 * The run to go on with, or to append rounds to; null where there is none yet, or nothing was kept of it.
 * @throws UsageError where the folder holds a run of another experiment, or one that would be lost.
 */
export async function findEarlierRun(
  folder: RunFolder,
  spec: ExperimentSpec,
  dataset: AnyDataset,
): Promise<KeptRun | ToBeLonger | 'finished' | null> {
  const stored = await folder.keptRun();
  // Where appending rounds was cut off, a checkpoint of the longer run stands beside the finished one.
  const kept = stored?.checkpoint.specHash === stored?.state.specHash ? stored : null;
  const state = kept?.state ?? (await folder.toldSoFar());
  if (state === null) return null;
  const asked = askedLike(state.spec, {
    ...spec,
    dataset: { ...spec.dataset, hash: dataset.hash },
  });
  const hash = specHash(asked);
  const longer = state.phase === 'finished' ? withRoundsAppended(state.spec, asked) : null;
  if (longer !== null) return { finished: state, longer };
  if (specHash(renewedSpec(state.spec).spec) !== hash) {
    throw new UsageError(
      `The run in the folder is of another experiment (“${oneLine(state.spec.name)}”, ${state.specHash}, not ${hash}). Give the spec, the data and the device that it began with, or another --out`,
    );
  }
  if (kept !== null) return kept;
  if (state.phase === 'finished') return 'finished';
  // Where there was no room for the first checkpoint, its epoch is in the log all the same.
  const epochs = state.rounds.reduce((sum, round) => sum + round.epochs.length, 0);
  if (epochs <= 1) return null;
  throw new UsageError(
    `The run in the folder has ${epochs} epochs, and no checkpoint that this Espalier could go on from. ${leftAlone}`,
  );
}

/** The experiment that is asked for; an earlier one may not record how its files were read. */
function askedLike(earlier: ExperimentSpec, asked: ExperimentSpec): ExperimentSpec {
  if (earlier.dataset.reading !== undefined) return asked;
  const { reading: _, ...dataset } = asked.dataset;
  return { ...asked, dataset };
}

interface Appending extends ToBeLonger {
  readonly dataset: AnyDataset;
  readonly engine: Engine;
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly savePredictions: boolean;
  /** The network that the command names to start from; null where it names none. */
  readonly initial: KeptNetwork | null;
}

/** The beginning of the longer run, which takes the place of the finished one. */
export async function appendToRun(appending: Appending): Promise<KeptRun | null> {
  const { finished, longer, dataset, engine, folder, signal, savePredictions, initial } = appending;
  const count = finished.rounds.length;
  console.error(`Evaluating ${count} finished ${count === 1 ? 'network' : 'networks'} once more.`);
  const pending = new PendingWork();
  const run = await appendRounds(
    {
      events: await folder.events(),
      dataset,
      engine,
      signal,
      networkFile: (round) => folder.network(round, count),
      startFile: (hash) => (initial?.hash === hash ? initial.bytes : null),
      onOutputs: (round, outputs) => {
        if (savePredictions) pending.add(() => folder.keepOutputs(round, outputs));
      },
    },
    longer,
  );
  await pending.done();
  await folder.replaceByLonger(run);
  return folder.keptRun();
}
