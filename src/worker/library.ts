/** The data sets that are kept beyond a visit, as the page asks for them. */
import { sourceOf, withKnownName } from '../data/catalog/knownDatasets.ts';
import type { AnyDataset, Dataset } from '../data/dataset.ts';
import type { TaskOptions } from '../data/progress.ts';
import { type InMemoryOptions, readDataset } from '../data/readDataset.ts';
import { UndecidedError } from '../data/reading.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { DatasetStore } from '../storage/datasetStore.ts';
import type { Files } from '../storage/files.ts';
import { forgetDownloads, unfinishedBytes } from '../storage/remote/download.ts';
import {
  fetchSet,
  lookUp,
  type RemoteSet,
  type RemoteSettings,
} from '../storage/remote/remoteSet.ts';
import { StorageError } from '../storage/storageError.ts';
import type { DatasetView, RemoteOffer, StorageView } from './protocol/dataRequests.ts';

/** A data set with what experiments call it and the files that it came from. */
export interface OpenedData<Read extends AnyDataset = AnyDataset> {
  readonly dataset: Read;
  readonly source: string;
  readonly files: DatasetView['files'];
}

/** Halvings until the room is known to a hundredth of what was asked for. */
const roomSteps = 7;

interface Storage {
  readonly files: Files;
  readonly datasets: DatasetStore;
}

export class Library {
  private storage: Promise<Storage> | null = null;

  /**
   * @param openFiles where things are kept; asked once, when it is first needed.
   * @param remote where fetching differs from the usual.
   */
  constructor(
    private readonly openFiles: () => Promise<Files>,
    private readonly remote: Partial<RemoteSettings> = {},
  ) {}

  private open(): Promise<Storage> {
    this.storage ??= this.openFiles().then((files) => ({
      files,
      datasets: new DatasetStore(files),
    }));
    return this.storage;
  }

  async view(): Promise<StorageView> {
    const { files, datasets } = await this.open();
    return {
      kind: files.kind,
      datasets: await datasets.list(),
      unfinished: await unfinishedBytes(files),
      room: await files.room(),
    };
  }

  /** @throws StorageError where there is no room. */
  async keep({ dataset, source, files }: OpenedData, task: TaskOptions): Promise<StorageView> {
    await (await this.open()).datasets.keep(dataset, source, files, task);
    return this.view();
  }

  /** Bytes that have room, about, where so many have not; null where they have, or nobody knows. */
  async roomWithin(bytes: number): Promise<number | null> {
    const { files } = await this.open();
    if (files.fits === undefined || (await files.fits(bytes))) return null;
    let [enough, tooMany] = [0, bytes];
    for (let step = 0; step < roomSteps; step++) {
      const middle = Math.floor((enough + tooMany) / 2);
      if (await files.fits(middle)) enough = middle;
      else tooMany = middle;
    }
    return enough;
  }

  async remove(hash: string): Promise<StorageView> {
    await (await this.open()).datasets.remove(hash);
    return this.view();
  }

  /**
   * A stored data set; images that come to more than `held` bytes stay where they are stored.
   * @throws StorageError where it is damaged, or not stored any more.
   */
  async openStored(hash: string, task: TaskOptions, held: number): Promise<OpenedData> {
    const stored = await (await this.open()).datasets.openOrFile(hash, held, task);
    if (stored === null) {
      throw new StorageError(
        'This data set is not stored here any more.',
        'Take it in again from its files.',
      );
    }
    const { dataset, described } = stored;
    return { dataset, source: described.source, files: described.files };
  }

  /** @throws DataError for names that are not known. */
  async lookUp(name: string, task: TaskOptions): Promise<RemoteOffer> {
    const settings = await this.remoteSettings(task);
    const { title, files, bytes, hosts, notes } = await lookUp(name, settings);
    return { title, files: files.length, bytes, hosts, notes };
  }

  /**
   * A data set from elsewhere. What was fetched is let go once it is read, or cannot be; it stays
   * where reading was given up, or where something must be chosen before it can be read.
   * @throws DataError for what cannot be had or read, StorageError where there is no room.
   */
  async fetch(name: string, options: InMemoryOptions): Promise<OpenedData<Dataset>> {
    const settings = await this.remoteSettings(options);
    const { set, files, forget } = await fetchSet(name, settings);
    const label = set.label === null ? {} : { label: set.label };
    const choices = { ...label, ...options.choices };
    try {
      const read = await readDataset(files, { ...options, ...titleOf(set), choices });
      const named = withKnownName({ ...read, notes: [...set.notes, ...read.notes] });
      const dataset = asAnswered(named, options.choices ?? {});
      await forget();
      // As it was asked for: an experiment that names it so finds it again.
      const source = set.source ?? sourceOf(dataset);
      return { dataset, source, files: files.map(({ name, size }) => ({ name, bytes: size })) };
    } catch (error) {
      const isWantedAgain = error instanceof UndecidedError || options.signal?.aborted;
      if (!isWantedAgain) await forget();
      throw error;
    }
  }

  async forgetDownloads(): Promise<StorageView> {
    await forgetDownloads((await this.open()).files);
    return this.view();
  }

  private async remoteSettings({ signal, onProgress }: TaskOptions): Promise<RemoteSettings> {
    const { files } = await this.open();
    return { where: 'page', ...this.remote, files, signal, onProgress };
  }
}

/**
 * With a person's answers alone recorded: the published set's own label is none, as its name says it
 * already. Of images left out, which they were is recorded, whatever the answer called them.
 */
function asAnswered({ reading: read, ...dataset }: Dataset, answers: ReadingChoices): Dataset {
  const { leaveOut: _, ...others } = answers;
  const leftOut = read?.leaveOut;
  const reading = leftOut === undefined ? others : { ...others, leaveOut: leftOut };
  return Object.keys(reading).length === 0 ? dataset : { ...dataset, reading };
}

/** Published sets have a name; files from an address are named as if they were dropped. */
const titleOf = ({ source, title }: RemoteSet) => (source === null ? {} : { name: title });
