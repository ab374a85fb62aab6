/** Rounds appended to finished runs: the beginning of the longer run, kept to be gone on with. */
import { DataError } from '../data/dataError.ts';
import type { AnyDataset } from '../data/dataset.ts';
import type { TaskOptions } from '../data/progress.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import { appendRounds, type LongerRun } from '../runner/appendRounds.ts';
import type { TrainedRun } from '../runner/replayRounds.ts';
import { withMoreRounds } from '../spec/appendedRounds.ts';
import { type ExperimentSpec, startingNetworkOf } from '../spec/experimentSpec.ts';
import { readSpec } from '../spec/readSpec.ts';
import type { RunState } from '../spec/run/runState.ts';
import { type LogContent, readLogBytes } from '../storage/projects/runContent.ts';
import { recoverImport } from '../storage/runs/importJournal.ts';
import { writeLongerRun } from '../storage/runs/writeLongerRun.ts';
import { openAsBefore } from './openAsBefore.ts';
import type { Answer, Ask } from './protocol/requests.ts';
import { stepPatience } from './stepPatience.ts';
import type { TrainingSurroundings } from './trainingRuns.ts';

type Surroundings = Omit<TrainingSurroundings, 'onEvents' | 'onRunUnkept'>;

/** A run to be made longer: what its log tells, and the experiment with more rounds. */
interface Growing {
  readonly told: Pick<LogContent, 'state' | 'events'>;
  readonly longer: ExperimentSpec;
  readonly dataset: AnyDataset;
  readonly threads: ThreadChoice | undefined;
}

export class LongerRuns {
  constructor(private readonly surroundings: Surroundings) {}

  /**
   * Evaluates the networks of a finished run once more, and keeps the longer run as it stands then. The
   * finished one stays as it is.
   * @throws DataError where it cannot be made longer, StorageError where there is no room, EngineError,
   * and the signal's reason where it is given up: nothing is kept then.
   */
  async append(asked: Ask<'append-rounds'>, task: TaskOptions): Promise<Answer<'append-rounds'>> {
    const { datasets, engine, keptRuns, networks, runLocks } = this.surroundings;
    const { dataset } = datasets.requireCurrent();
    const { runId, longerId, rounds, threads } = asked;
    const told = await this.finished(runId);
    if (told.state.end?.reason === 'target') throw endedAtTarget(told.state);
    const longer = longerSpec(told.state, rounds);
    const start = startingNetworkOf(longer)?.hash ?? null;
    if (start !== null) await networks.fetch(start, keptRuns);
    await runLocks.whileHeld(longerId, async () => {
      const growing = { told, longer, dataset, threads };
      const begun = await engine.exclusively(() => this.evaluated(growing, task));
      const archive = await keptRuns.open();
      const { title } = await archive.about(runId);
      await runLocks.whileImporting(async () => {
        // One that was cut off in another window meanwhile; its journal is about to be written over.
        await recoverImport(archive.files);
        task.signal?.throwIfAborted();
        await writeLongerRun(archive.files, longerId, {
          ...begun,
          title,
          notes: origin(told.state),
        });
      });
    });
    return {};
  }

  /** The beginning of the longer run, with its networks. */
  private async evaluated(
    { told: { state, events }, longer, dataset, threads }: Growing,
    { signal = new AbortController().signal, onProgress = () => {} }: TaskOptions,
  ): Promise<LongerRun & { readonly networks: readonly Uint8Array[] }> {
    const { engine, networks, onPatience = () => {} } = this.surroundings;
    signal.throwIfAborted();
    const opened = await openAsBefore(state, (device) => engine.open(device, threads));
    onPatience(stepPatience(longer, dataset, opened.device.kind));
    const total = state.rounds.length;
    const tell = (done: number) =>
      onProgress({ stage: 'read', what: state.spec.name, done, total, unit: 'files' });
    tell(0);
    const files: Uint8Array[] = [];
    const run: TrainedRun = {
      events,
      dataset,
      engine: opened,
      signal,
      networkFile: async (round) => {
        const hash = state.rounds[round - 1].outcome?.networkHash ?? null;
        const bytes = hash === null ? null : await this.network(hash);
        if (bytes !== null) files.push(bytes);
        return bytes;
      },
      startFile: (hash) => networks.find(hash),
      onOutputs: tell,
    };
    const begun = await engine.discardingFailed(() => appendRounds(run, longer), signal);
    return { ...begun, networks: files };
  }

  /** Its log to the end. @throws DataError where the run is not finished. */
  private async finished(runId: string): Promise<Pick<LogContent, 'state' | 'events'>> {
    const reading = await readLogBytes(await this.surroundings.keptRuns.log(runId));
    if (reading.ok && reading.content.state.phase === 'finished') return reading.content;
    throw new DataError({
      file: `Run ${runId}`,
      place: reading.ok || reading.fault.line === null ? null : `line ${reading.fault.line}`,
      found: reading.ok ? 'it is not finished' : reading.fault.found,
      allowed: reading.ok ? 'a finished run' : reading.fault.allowed,
      remedy: 'go on with it to its end first, or train the longer experiment from the beginning',
    });
  }

  private async network(hash: string): Promise<Uint8Array | null> {
    const { keptRuns, networks } = this.surroundings;
    return (await keptRuns.network(hash)) ?? networks.find(hash);
  }
}

/** @throws DataError where the experiment cannot have so many rounds. */
/** A run whose target was reached would end again before its next round. */
const endedAtTarget = ({ spec }: RunState): DataError =>
  new DataError({
    file: spec.name,
    place: 'method.targetAccuracy',
    found: 'the run ended as its target accuracy was reached, so that no round would follow',
    allowed: 'runs that ended with their last round, short of their target',
    remedy: 'train the longer experiment from the beginning, with a higher target or none',
  });

function longerSpec({ spec }: RunState, rounds: number): ExperimentSpec {
  const longer = withMoreRounds(spec, rounds);
  const reading = longer === null ? null : readSpec(longer);
  if (reading?.ok && reading.note === undefined) return reading.spec;
  const [issue] = reading === null || reading.ok ? [] : reading.issues;
  const changed = reading?.ok ? reading.note : undefined;
  throw new DataError({
    file: spec.name,
    place: issue?.path ?? 'method.rounds',
    found: changed ?? `${rounds} rounds were asked for`,
    allowed:
      issue?.message ?? 'more rounds than the run has, of a method that grows by rounds, as today',
    remedy: changed ? 'train the longer experiment from the beginning' : 'ask for another number',
  });
}

/** Where the first rounds of the longer run come from, as its notes. */
function origin({ rounds, startedAt, end }: RunState): string {
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const count = rounds.length === 1 ? 'Round 1 is that' : `Rounds 1 to ${rounds.length} are those`;
  return `${count} of the run of ${day} with the digest ${end?.digest ?? 'unknown'}.`;
}
