/** The folder that a run writes to: its log while it goes on, result and predictions at its end. */
import { type FileHandle, mkdir, open, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SplitOutputs } from '../methods/context.ts';
import { UsageError } from '../node/usageError.ts';
import { resultOf } from '../spec/run/result.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { splitNames } from '../spec/units.ts';
import { jsonPieces } from './jsonPieces.ts';
import { npyBytes } from './npy.ts';

export class RunFolder {
  private log: FileHandle | null = null;
  private hasBegun = false;

  private constructor(
    private readonly path: string,
    /** The topmost folder that was made for it; null where it was there already. */
    private readonly made: string | null,
  ) {}

  /** Creates the folder where it is missing. @throws UsageError where that cannot be. */
  static async create(asked: string): Promise<RunFolder> {
    const path = resolve(asked);
    const made = await mkdir(path, { recursive: true }).catch(refuse(asked));
    return new RunFolder(path, made === undefined ? null : resolve(made));
  }

  /** Adds an event to the log; the first clears away what an earlier run left under these names. */
  async write(event: RunEvent): Promise<void> {
    this.log ??= await this.begin();
    await this.log.appendFile(`${JSON.stringify(event)}\n`);
  }

  /** Ends the log. A run that never began leaves no folder behind. */
  async close(): Promise<void> {
    await this.log?.close();
    this.log = null;
    if (this.hasBegun || this.made === null) return;
    for (let path = this.path; path.length >= this.made.length; path = dirname(path)) {
      // What somebody else has put there meanwhile stays.
      await rmdir(path).catch(() => {});
    }
  }

  async writeResult(state: RunState): Promise<void> {
    await writeFile(this.file('result.json'), jsonPieces(resultOf(state)));
  }

  /** `predictions-<split>.npy` (rounds × images × N) and `labels-<split>.npy`. */
  async writePredictions(rounds: readonly SplitOutputs[], classCount: number): Promise<void> {
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
      const { predictions, labels: labelFile } = fileNames(split);
      await writeFile(this.file(predictions), npyBytes(values, shape));
      await writeFile(this.file(labelFile), npyBytes(labels, [labels.length]));
    }
  }

  /** `network.safetensors`. */
  async writeNetwork(bytes: Uint8Array): Promise<void> {
    await writeFile(this.file(networkName), bytes);
  }

  private async begin(): Promise<FileHandle> {
    const log = await open(this.file('events.jsonl'), 'w').catch(refuse(this.path));
    this.hasBegun = true;
    const outputs = splitNames.flatMap((split) => Object.values(fileNames(split)));
    for (const name of ['result.json', networkName, ...outputs]) {
      await rm(this.file(name), { force: true }).catch(refuse(this.path));
    }
    return log;
  }

  private file(name: string): string {
    return join(this.path, name);
  }
}

const networkName = 'network.safetensors';

const fileNames = (split: string) => ({
  predictions: `predictions-${split}.npy`,
  labels: `labels-${split}.npy`,
});

const refuse =
  (path: string) =>
  (error: Error): never => {
    throw new UsageError(
      `--out ${path}: nothing can be written there (${error.message}). Choose another folder.`,
    );
  };
