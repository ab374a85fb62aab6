/** The data sets that are kept beyond a visit, as the page asks for them. */
import type { Dataset } from '../data/dataset.ts';
import type { Following } from '../data/progress.ts';
import { DatasetStore } from '../storage/datasetStore.ts';
import type { Files } from '../storage/files.ts';
import { StorageError } from '../storage/storageError.ts';
import type { DatasetView, StorageView } from './protocol.ts';

/** A data set with what experiments call it and the files that it came from. */
export interface OpenedData {
  readonly dataset: Dataset;
  readonly source: string;
  readonly files: DatasetView['files'];
}

interface Storage {
  readonly files: Files;
  readonly datasets: DatasetStore;
}

export class Library {
  private storage: Promise<Storage> | null = null;

  /** @param openFiles where things are kept; asked once, when it is first needed. */
  constructor(private readonly openFiles: () => Promise<Files>) {}

  private open(): Promise<Storage> {
    this.storage ??= this.openFiles().then((files) => ({
      files,
      datasets: new DatasetStore(files),
    }));
    return this.storage;
  }

  async view(): Promise<StorageView> {
    const { files, datasets } = await this.open();
    return { kind: files.kind, datasets: await datasets.list(), room: await files.room() };
  }

  /** @throws StorageError where there is no room. */
  async keep({ dataset, source, files }: OpenedData, following: Following): Promise<StorageView> {
    await (await this.open()).datasets.keep(dataset, source, files, following);
    return this.view();
  }

  async remove(hash: string): Promise<StorageView> {
    await (await this.open()).datasets.remove(hash);
    return this.view();
  }

  /** @throws StorageError where the data set is damaged, or not stored any more. */
  async openStored(hash: string, following: Following): Promise<OpenedData> {
    const stored = await (await this.open()).datasets.open(hash, following);
    if (stored === null) {
      throw new StorageError(
        'This data set is not stored here any more.',
        'Take it in again from its files.',
      );
    }
    const { dataset, described } = stored;
    return { dataset, source: described.source, files: described.files };
  }
}
