/** What the networks of a run say of the images that they are voted on: as trained here, or once more. */
import { DataError } from '../data/dataError.ts';
import type { TaskOptions } from '../data/progress.ts';
import { formatBytes } from '../lib/numberFormat.ts';
import { replayRounds } from '../runner/replayRounds.ts';
import { startingNetworkOf } from '../spec/experimentSpec.ts';
import { type LogContent, readLogBytes } from '../storage/projects/runContent.ts';
import { openAsBefore } from './openAsBefore.ts';
import type { OutputCache } from './outputCache.ts';
import type { Answer, Ask } from './protocol/requests.ts';
import { stepPatience } from './stepPatience.ts';
import type { TrainingSurroundings } from './trainingRuns.ts';

/** Bytes of outputs that are handed to the page at once. */
const mostBytes = 256_000_000;

type Surroundings = Omit<TrainingSurroundings, 'onEvents' | 'onRunUnkept'>;

export class VotedOutputs {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly outputs: OutputCache,
  ) {}

  /**
   * Those that training left, where it was done here; else, where asked for, the networks that were
   * kept are evaluated once more, on the data set held, which must be the run's.
   * @throws DataError where that cannot be, and the signal's reason where it is given up.
   */
  async of(
    { runId, rounds, splits, evaluate, threads }: Ask<'member-outputs'>,
    task: TaskOptions,
  ): Promise<Answer<'member-outputs'>> {
    const known = this.outputs.find(runId, rounds, splits);
    if (known !== null || !evaluate) return { splits: known };
    const told = await this.told(runId);
    await this.evaluate(told, rounds, threads, task);
    const found = this.outputs.find(runId, rounds, splits);
    if (found !== null) return { splits: found };
    throw this.fault(told, 'they have no room', 'outputs of fewer images, classes or networks');
  }

  private async evaluate(
    told: LogContent,
    rounds: number,
    threads: Ask<'member-outputs'>['threads'],
    { signal = new AbortController().signal, onProgress = () => {} }: TaskOptions,
  ): Promise<void> {
    const { state, events } = told;
    const { datasets, engine, networks, keptRuns, onPatience = () => {} } = this.surroundings;
    const { dataset } = datasets.requireCurrent();
    if (dataset.hash !== state.dataset.hash) {
      throw this.fault(told, 'its data set is not the one at hand', 'the data set of the run');
    }
    this.checkSize(told, rounds);
    const start = startingNetworkOf(state.spec)?.hash ?? null;
    if (start !== null) await networks.fetch(start, keptRuns);
    const tell = (done: number) =>
      onProgress({ stage: 'read', what: state.spec.name, done, total: rounds, unit: 'files' });
    await engine.exclusively(async () => {
      signal.throwIfAborted();
      const opened = await openAsBefore(state, (device) => engine.open(device, threads));
      onPatience(stepPatience(state.spec, dataset, opened.device.kind));
      tell(0);
      const replay = () =>
        replayRounds(
          {
            events,
            dataset,
            engine: opened,
            signal,
            networkFile: async (round) => {
              const hash = state.rounds[round - 1].outcome?.networkHash ?? null;
              if (hash === null) return null;
              return (await keptRuns.network(hash)) ?? networks.find(hash);
            },
            startFile: (hash) => networks.find(hash),
            onOutputs: (round, outputs) => {
              this.outputs.keep(state.runId, round, outputs);
              tell(round);
            },
          },
          state.spec,
        );
      await engine.discardingFailed(replay, signal);
    });
  }

  /** What its log tells. @throws DataError where it cannot be read. */
  private async told(runId: string): Promise<LogContent> {
    const reading = await readLogBytes(await this.surroundings.keptRuns.log(runId));
    if (reading.ok) return reading.content;
    const { line, found, allowed } = reading.fault;
    throw new DataError({
      file: `Run ${runId}`,
      place: line === null ? null : `line ${line}`,
      found,
      allowed,
      remedy: 'train the experiment again',
    });
  }

  private checkSize(told: LogContent, rounds: number): void {
    const { counts, classes } = told.state.dataset;
    const images = counts.test + counts.validation || counts.train;
    const bytes = images * classes.length * rounds * Float32Array.BYTES_PER_ELEMENT;
    if (bytes <= mostBytes) return;
    throw this.fault(
      told,
      `its networks’ outputs take ${formatBytes(bytes)}`,
      `outputs of ${formatBytes(mostBytes)}`,
    );
  }

  private fault({ state }: LogContent, found: string, allowed: string): DataError {
    return new DataError({
      file: state.spec.name,
      place: null,
      found,
      allowed,
      remedy: 'look at a run that has it, or vote on the command line (espalier whatif)',
    });
  }
}
