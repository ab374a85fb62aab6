/** Data sets kept beyond a visit, until they are removed. A data set's hash is its identity. */
import { type AnyDataset, type Dataset, withHash } from '../data/dataset.ts';
import type { TaskOptions } from '../data/progress.ts';
import { hashBytes } from '../lib/hash.ts';
import { formatHash } from '../lib/numberFormat.ts';
import {
  describe,
  emptySplits,
  markLength,
  partsOf,
  pieceLength,
  type ReadFiles,
  readDescription,
  readMark,
  type StoredDescription,
  storedBytes,
  storedPieces,
  toldOf,
  writeDescription,
  writeMark,
} from './datasetFile.ts';
import type { FileSize, Files, OpenFile } from './files.ts';
import { StorageError } from './storageError.ts';
import { imageBytesOf, streamStored } from './streamStored.ts';

/** A stored data set, or what is left of one. */
export type StoredDataset =
  | ({ readonly state: 'whole'; readonly bytes: number } & StoredDescription)
  /** Storing it was cut off, or its file was damaged: it can only be removed. */
  | { readonly state: 'damaged'; readonly bytes: number; readonly hash: string };

/** Hears of the file that a data set is written to; not where it is stored already. */
interface WritingWatch {
  readonly opening: (file: string) => Promise<void>;
  /** It is open and empty, and nobody else writes it. */
  readonly opened: (file: string) => Promise<void>;
}

const ending = '.dataset';
/** The file that holds the data set of that hash. */
export const datasetFileOf = (hash: string): string => `${hash}${ending}`;

export class DatasetStore {
  /** Being written now, by hash: not yet there, and not damaged either. */
  private readonly writing = new Map<string, Promise<void>>();

  constructor(private readonly files: Files) {}

  /** What is stored, last stored first. */
  async list(): Promise<StoredDataset[]> {
    const files = (await this.files.list()).filter(({ name }) => name.endsWith(ending));
    const found = await Promise.all(files.map((file) => this.describe(file)));
    const keptAt = (one: StoredDataset) => (one.state === 'whole' ? one.keptAt : 0);
    return found
      .filter(({ hash }) => !this.writing.has(hash))
      .sort((a, b) => keptAt(b) - keptAt(a));
  }

  private async describe({ name, bytes }: FileSize): Promise<StoredDataset> {
    const hash = name.slice(0, -ending.length);
    const described = await this.description(hash);
    if (described === null || described.hash !== hash) return { state: 'damaged', bytes, hash };
    return { state: 'whole', bytes, ...described };
  }

  private async description(hash: string): Promise<StoredDescription | null> {
    const mark = readMark(
      (await this.files.read(datasetFileOf(hash), 0, markLength)) ?? new Uint8Array(),
    );
    if (mark === null) return null;
    const bytes = await this.files.read(datasetFileOf(hash), mark.at, mark.length);
    return bytes === null ? null : readDescription(bytes, mark);
  }

  /**
   * Stores a data set; one that is stored already stays as it is, if it is whole.
   * @throws StorageError where there is no room, and the signal's reason when it is given up;
   * nothing is left of it then.
   */
  async keep(
    dataset: AnyDataset,
    source: string,
    files: readonly ReadFiles[],
    task: TaskOptions = {},
    watch: WritingWatch = unwatched,
  ): Promise<void> {
    const { hash } = dataset;
    const written = this.writing.get(hash) ?? this.write(dataset, source, files, task, watch);
    this.writing.set(hash, written);
    try {
      await written;
    } finally {
      this.writing.delete(hash);
    }
  }

  private async write(
    dataset: AnyDataset,
    source: string,
    files: readonly ReadFiles[],
    task: TaskOptions,
    watch: WritingWatch,
  ): Promise<void> {
    if ((await this.description(dataset.hash)) !== null) return;
    const described = describe(dataset, source, files, Date.now());
    const name = datasetFileOf(dataset.hash);
    await watch.opening(name);
    // Another tab may have stored it meanwhile.
    if ((await this.description(dataset.hash)) !== null) return;
    // Another tab may be writing it: then it cannot be opened, and is left alone.
    const file = await this.files.open(name, 'empty');
    await this.writeOrRemove(file, dataset, async () => {
      await watch.opened(name);
      await writeDataset(file, dataset, described, task);
    });
  }

  private async writeOrRemove(
    file: OpenFile,
    dataset: AnyDataset,
    write: () => Promise<void>,
  ): Promise<void> {
    let isWhole = false;
    try {
      await write();
      isWhole = true;
    } finally {
      await file.close();
      if (!isWhole) await this.files.remove(datasetFileOf(dataset.hash));
    }
  }

  /**
   * The data set of that hash, null where it is not stored.
   * @throws StorageError where its file is damaged; it names the data set.
   */
  async open(
    hash: string,
    task: TaskOptions = {},
  ): Promise<{ dataset: Dataset; described: StoredDescription } | null> {
    const mark = await this.files.read(datasetFileOf(hash), 0, markLength);
    if (mark === null) return null;
    const described = await this.description(hash);
    if (described === null) throw damaged(formatHash(hash));
    const splits = emptySplits(described);
    await this.fill(described, partsOf(splits), task);
    const { name, format, classes, shape, notes } = described;
    const told = toldOf(described);
    const dataset = withHash({ name, format, classes, shape, notes, ...told, ...splits });
    if (dataset.hash !== hash) throw damaged(name);
    return { dataset, described };
  }

  /**
   * As {@link open}; but images that come to more than `held` bytes stay in the file.
   * @throws StorageError as it does.
   */
  async openOrFile(
    hash: string,
    held: number,
    task: TaskOptions = {},
  ): Promise<{ dataset: AnyDataset; described: StoredDescription } | null> {
    const described = await this.description(hash);
    if (described === null || described.values !== 'uint8' || imageBytesOf(described) <= held) {
      return this.open(hash, task);
    }
    const dataset = await streamStored(this.files, datasetFileOf(hash), described, held, task);
    if (dataset?.hash !== hash) throw damaged(described.name);
    return { dataset, described };
  }

  private async fill(
    { hash, name }: StoredDescription,
    parts: readonly Uint8Array[],
    { signal, onProgress }: TaskOptions,
  ): Promise<void> {
    const total = sizeOf(parts);
    let done = 0;
    for (const part of parts) {
      for (let at = 0; at < part.length; at += pieceLength) {
        signal?.throwIfAborted();
        const length = Math.min(pieceLength, part.length - at);
        const bytes = await this.files.read(datasetFileOf(hash), markLength + done, length);
        if (bytes?.length !== length) throw damaged(name);
        part.set(bytes, at);
        done += length;
        onProgress?.({ stage: 'read', what: name, done, total, unit: 'bytes' });
      }
    }
  }

  /** Removes a data set, whole or damaged. */
  async remove(hash: string): Promise<void> {
    await this.files.remove(datasetFileOf(hash));
  }
}

const unwatched: WritingWatch = { opening: async () => {}, opened: async () => {} };

async function writeDataset(
  file: OpenFile,
  dataset: AnyDataset,
  described: StoredDescription,
  { signal, onProgress }: TaskOptions,
): Promise<void> {
  const total = storedBytes(dataset);
  await file.write(0, new Uint8Array(markLength));
  let done = 0;
  for await (const bytes of storedPieces(dataset)) {
    signal?.throwIfAborted();
    await file.write(markLength + done, bytes);
    done += bytes.length;
    onProgress?.({ stage: 'keep', what: dataset.name, done, total, unit: 'bytes' });
  }
  const description = writeDescription(described);
  await file.write(markLength + total, description);
  await file.flush();
  // Only now: a file without its mark was never finished.
  const sha256 = hashBytes(description);
  await file.write(0, writeMark({ at: markLength + total, length: description.length, sha256 }));
  await file.flush();
}

const sizeOf = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

const damaged = (name: string): StorageError =>
  new StorageError(
    `The stored data set ${name} is damaged: its content is not what was stored.`,
    'Remove it from the list of stored data sets and take it in again from its files.',
  );
