/**
 * The folder that a run writes to: its log and checkpoints while it goes on, result, networks and
 * predictions as they are there. One process writes at a time; an earlier run is never touched
 * unless the person says so.
 */
import { access, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { wholeResult } from '../analysis/run/wholeResult.ts';
import type { SplitOutputs } from '../methods/context.ts';
import { FolderFiles } from '../node/folderFiles.ts';
import { type FolderLock, lockFolder } from '../node/folderLock.ts';
import { UsageError } from '../node/usageError.ts';
import { writeWhole } from '../node/wholeFile.ts';
import type { LongerRun } from '../runner/appendRounds.ts';
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { splitNames } from '../spec/units.ts';
import { readLogBytes } from '../storage/projects/runContent.ts';
import { CheckpointStore } from '../storage/runs/checkpointStore.ts';
import { type KeptRun, openKeptRun } from '../storage/runs/keptRun.ts';
import { folderNames } from '../storage/runs/runFileNames.ts';
import { RunWriter } from '../storage/runs/runWriter.ts';
import { newline } from '../storage/runs/wholeLines.ts';
import { jsonPieces } from './jsonPieces.ts';
import { npyBytes } from './npy.ts';
import { predictionNames } from './predictionNames.ts';
import { RoundOutputs } from './roundOutputs.ts';
import { readRunFolder } from './runLog.ts';
import { isSavedNetwork, savedNetworkName } from './savedNetworks.ts';

/**
 * What becomes of a run that is in the folder already: it is refused, gone on with (and made longer
 * where more rounds are asked for), only brought to its end, or replaced.
 */
export type WithEarlierRun = 'refuse' | 'resume' | 'complete' | 'replace';

const resultName = 'result.json';
const lockName = 'run.lock';

/** What is to be done about a run that is not gone on with, and not replaced without a word either. */
export const leftAlone =
  'It stays as it is: choose another --out, or replace the run by --force instead of --resume';

export class RunFolder {
  private writer: RunWriter | null = null;
  private hasBegun = false;
  private readonly files: FolderFiles;
  private readonly outputs: RoundOutputs;

  private constructor(
    private readonly path: string,
    /** The topmost folder that was made for it; null where it was there already. */
    private readonly made: string | null,
    private readonly lock: FolderLock,
  ) {
    this.files = new FolderFiles(path);
    this.outputs = new RoundOutputs(this.files);
  }

  /**
   * Opens the folder, which is made where it is missing, for this process alone.
   * @throws UsageError where that cannot be, where another process writes there, or where it holds a
   * run that is to be left alone.
   */
  static async open(asked: string, withEarlier: WithEarlierRun): Promise<RunFolder> {
    const path = resolve(asked);
    const made = await mkdir(path, { recursive: true }).catch(refuse(asked));
    if (withEarlier === 'refuse') await refuseEarlier(path, asked);
    const lock = await lockFolder(join(path, lockName)).catch(refuse(asked));
    return new RunFolder(path, made === undefined ? null : resolve(made), lock);
  }

  /** The run in the folder as it can be gone on with; null where nothing was kept of one. */
  keptRun(): Promise<KeptRun | null> {
    return openKeptRun(this.files, folderNames);
  }

  /**
   * What the log in the folder tells; null where no run has begun.
   * @throws UsageError where it cannot be read: a run that began anew would replace it.
   */
  async toldSoFar(): Promise<RunState | null> {
    const log = await this.files.read(folderNames.log);
    // One that was cut off within its first line tells of nothing.
    if (!log?.includes(newline)) return null;
    const { state } = await readRunFolder(this.path).catch((error: Error) => {
      throw new UsageError(`${error.message}. ${leftAlone}`);
    });
    return state;
  }

  /** All events that the log in the folder has; none where it cannot be read. */
  async events(): Promise<readonly RunEvent[]> {
    const log = await this.files.read(folderNames.log);
    const reading = log === null ? null : await readLogBytes(log);
    return reading?.ok ? reading.content.events : [];
  }

  /** The file of a round's network in a run of so many; null where it was not saved. */
  network(round: number, count: number): Promise<Uint8Array | null> {
    return this.files.read(savedNetworkName(count > 1 ? round : null));
  }

  /**
   * Puts the beginning of a longer run in place of the finished one that it continues. Cut off in
   * between, the finished run is there still, with a checkpoint of another experiment beside it.
   */
  async replaceByLonger({ events, checkpoint }: LongerRun): Promise<void> {
    const log = new TextEncoder().encode(
      events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
    await new CheckpointStore(this.files, folderNames).write(checkpoint, log.length, '');
    const only = await this.network(1, 1);
    const first = savedNetworkName(1);
    if (only !== null && !(await exists(this.file(first))))
      await writeWhole(this.file(first), only);
    await writeWhole(this.file(folderNames.log), log);
  }

  /** Goes on where a run that was kept stands. */
  async goOn(kept: KeptRun): Promise<void> {
    this.writer = await kept.goOn();
    this.hasBegun = true;
    // Of the run as it was left; the end has its own.
    await rm(this.file(resultName), { force: true });
  }

  /** Adds an event to the log; the first clears away what an earlier run left under these names. */
  async write(event: RunEvent): Promise<void> {
    this.writer ??= await this.begin();
    await this.writer.write(event);
  }

  async keepCheckpoint(checkpoint: RunCheckpoint): Promise<void> {
    await this.writer?.keepCheckpoint(checkpoint);
  }

  /** Ends the log. A run that never began leaves no folder behind. */
  async close(): Promise<void> {
    try {
      await this.writer?.close();
    } finally {
      this.writer = null;
      await this.lock.letGo();
      await this.removeIfUnused();
    }
  }

  /** `result.json`; of a finished run checkpoints and outputs of rounds are no longer needed. */
  async writeResult(state: RunState): Promise<void> {
    await writeWhole(this.file(resultName), jsonPieces(wholeResult(state)));
    if (state.phase !== 'finished') return;
    await new CheckpointStore(this.files, folderNames).remove();
    await this.outputs.forget();
  }

  /** Writes the result of a finished run that was cut off just before. */
  async completeResult(): Promise<void> {
    if (await exists(this.file(resultName))) return;
    const state = await this.toldSoFar();
    if (state !== null) await this.writeResult(state);
  }

  /** Keeps a round's outputs until {@link writePredictions}, also if the run goes on elsewhen. */
  async keepOutputs(round: number, outputs: SplitOutputs): Promise<void> {
    await this.outputs.keep(round, outputs);
  }

  /** `predictions-<split>.npy` (rounds × images × N) and `labels-<split>.npy`. */
  async writePredictions(roundCount: number, classCount: number): Promise<void> {
    const rounds = await this.outputs.take(roundCount);
    for (const split of splitNames) {
      const ofSplit = rounds.flatMap((outputs) => outputs[split] ?? []);
      if (ofSplit.length === 0) continue;
      const [{ labels }] = ofSplit;
      const size = labels.length * classCount;
      const values = new Float32Array(ofSplit.length * size);
      ofSplit.forEach(({ probabilities }, round) => {
        values.set(probabilities, round * size);
      });
      const shape = [ofSplit.length, labels.length, classCount];
      const { predictions, labels: labelFile } = predictionNames(split);
      await writeWhole(this.file(predictions), npyBytes(values, shape));
      await writeWhole(this.file(labelFile), npyBytes(labels, [labels.length]));
    }
  }

  /**
   * The network of a round, or of that number where all are trained at once: `network.safetensors`, and where
   * a run has several `network-<round>.safetensors` as well, so that the first names the last and all stay.
   */
  async writeNetwork(bytes: Uint8Array, round: number, count: number): Promise<void> {
    await writeWhole(this.file(savedNetworkName(null)), bytes);
    if (count > 1) await writeWhole(this.file(savedNetworkName(round)), bytes);
  }

  private async begin(): Promise<RunWriter> {
    const writer = await RunWriter.begin(this.files, folderNames).catch(refuse(this.path));
    this.hasBegun = true;
    const outputs = splitNames.flatMap((split) => Object.values(predictionNames(split)));
    const networks = (await readdir(this.path)).filter(isSavedNetwork);
    for (const name of [resultName, ...networks, ...outputs]) {
      await rm(this.file(name), { force: true }).catch(refuse(this.path));
    }
    await new CheckpointStore(this.files, folderNames).remove();
    await this.outputs.forget();
    return writer;
  }

  private async removeIfUnused(): Promise<void> {
    if (this.hasBegun || this.made === null) return;
    for (let path = this.path; path.length >= this.made.length; path = dirname(path)) {
      // What somebody else has put there meanwhile stays.
      await rmdir(path).catch(() => {});
    }
  }

  private file(name: string): string {
    return join(this.path, name);
  }
}

async function refuseEarlier(path: string, asked: string): Promise<void> {
  for (const name of [folderNames.log, resultName]) {
    if (!(await exists(join(path, name)))) continue;
    throw new UsageError(
      `--out ${asked}: it holds a run already (${name}). Go on with it by --resume, replace it by --force, or choose another folder`,
    );
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const refuse =
  (path: string) =>
  (error: Error): never => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `--out ${path}: nothing can be written there (${error.message}). Choose another folder.`,
    );
  };
