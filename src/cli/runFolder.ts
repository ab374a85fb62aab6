/** The folder that a run writes to: its log while it goes on, result and predictions at its end. */
import { type FileHandle, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SplitOutputs } from '../methods/context.ts';
import { resultOf } from '../spec/result.ts';
import type { RunEvent } from '../spec/runEvent.ts';
import type { RunState } from '../spec/runState.ts';
import { splitNames } from '../spec/units.ts';
import { jsonPieces } from './jsonPieces.ts';
import { npyBytes } from './npy.ts';
import { UsageError } from './usageError.ts';

export class RunFolder {
  private log: FileHandle | null = null;

  private constructor(private readonly path: string) {}

  /** Creates the folder where it is missing. @throws UsageError where that cannot be. */
  static async create(path: string): Promise<RunFolder> {
    await mkdir(path, { recursive: true }).catch(refuse(path));
    return new RunFolder(path);
  }

  /** Adds an event to the log; the first clears away what an earlier run left under these names. */
  async write(event: RunEvent): Promise<void> {
    this.log ??= await this.begin();
    await this.log.appendFile(`${JSON.stringify(event)}\n`);
  }

  /** Ends the log. */
  async close(): Promise<void> {
    await this.log?.close();
    this.log = null;
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
