/** Writes a project file: runs, one after another, with what goes with them. */
import type { TaskOptions } from '../../data/progress.ts';
import { hashBytes, hashPieces } from '../../lib/hash.ts';
import { packCheckpoint, packRounds } from '../runs/checkpointBytes.ts';
import {
  datasetPath,
  manifestPath,
  type ProjectFile,
  type ProjectManifest,
  type ProjectRun,
  runPaths,
  writeManifest,
} from './projectManifest.ts';
import type { RunContent } from './runContent.ts';
import { type ArchiveSink, piecesOf, ZipWriter } from './zipWriter.ts';

/** A file that goes with a run or is all that is left of it. */
export interface FileSource {
  readonly name: string;
  /** Null where it is gone. */
  readonly read: () => Promise<Uint8Array | null>;
}

/** A run to be written; it is read when its turn comes. */
export interface RunSource {
  readonly id: string;
  /** How it is called, for progress. */
  readonly name: string;
  /** Null where it cannot be read. */
  readonly load: () => Promise<RunContent | null>;
  /** Trained networks, each named by the SHA-256 of its file. */
  readonly networks: readonly FileSource[];
  /** What is left of the run, where it cannot be read. */
  readonly remains: readonly FileSource[];
}

/** A data set to be written; it is read when its turn comes. */
export interface DatasetSource {
  readonly hash: string;
  readonly name: string;
  readonly load: () => Promise<AsyncIterable<Uint8Array>>;
}

export interface ProjectSources {
  readonly runs: readonly RunSource[];
  readonly datasets: readonly DatasetSource[];
}

/** What an export could not write as it should be, by the names of the runs. */
export interface ExportOutcome {
  /** Of these only the files went out, which no import takes in. */
  readonly unread: readonly string[];
  /** Of these a trained network was damaged, and is left out. */
  readonly withoutNetwork: readonly string[];
}

/**
 * Writes the archive into a sink. The same runs give the same bytes, in whatever order they come.
 * @throws StorageError where a data set is damaged or the file would be too large, and the signal's
 * reason when it is given up.
 */
export async function writeProject(
  { runs, datasets }: ProjectSources,
  sink: ArchiveSink,
  { signal, onProgress }: TaskOptions = {},
): Promise<ExportOutcome> {
  const writer = new ProjectWriter(new ZipWriter(sink));
  const total = runs.length + datasets.length;
  let done = 0;
  const next = (what: string) => {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'keep', what, done: done++, total, unit: 'files' });
  };
  for (const run of sorted(runs, ({ id }) => id)) {
    next(run.name);
    await writer.addRun(run);
  }
  for (const dataset of sorted(datasets, ({ hash }) => hash)) {
    next(dataset.name);
    await writer.addDataset(dataset);
  }
  signal?.throwIfAborted();
  await writer.end();
  return writer.outcome;
}

class ProjectWriter {
  private readonly runs: ProjectRun[] = [];
  private readonly datasets: ProjectManifest['datasets'] = [];
  private readonly unread: ProjectManifest['unread'] = [];

  readonly outcome = { unread: [] as string[], withoutNetwork: [] as string[] };

  constructor(private readonly zip: ZipWriter) {}

  async addRun(source: RunSource): Promise<void> {
    const content = await source.load();
    if (content === null) return this.addRemains(source);
    const { runId: id, title, notes, placed } = content;
    const paths = runPaths(id);
    const log = factsOf(content.log);
    await this.zip.deflate(paths.log, content.log);
    let checkpoint: ProjectFile | null = null;
    let finishedRounds: ProjectFile | null = null;
    if (placed !== null) {
      const { finishedRounds: tensors, ...rest } = placed.checkpoint;
      const rounds = packRounds(tensors);
      const facts = {
        finishedRounds: rounds?.hash ?? null,
        logBytes: placed.logBytes,
        logTail: '',
      };
      checkpoint = await this.store(
        paths.checkpoint,
        packCheckpoint({ checkpoint: rest, ...facts }),
      );
      if (rounds !== null) finishedRounds = await this.store(paths.finishedRounds, rounds.bytes);
    }
    const networks: ProjectFile[] = [];
    let isNetworkLeftOut = false;
    for (const { name, read } of sorted(source.networks, ({ name: hash }) => hash)) {
      const bytes = await read();
      if (bytes === null || hashBytes(bytes) !== name) isNetworkLeftOut = true;
      else networks.push(await this.store(paths.network(name), bytes));
    }
    if (isNetworkLeftOut) this.outcome.withoutNetwork.push(source.name);
    this.runs.push({ id, title, notes, log, checkpoint, finishedRounds, networks });
  }

  private async addRemains({ id, name: called, remains }: RunSource): Promise<void> {
    this.outcome.unread.push(called);
    for (const { name, read } of sorted(remains, ({ name: part }) => part)) {
      const bytes = await read();
      const path = `unread/${id}.${name}`;
      if (bytes !== null) this.unread.push({ path, ...(await this.store(path, bytes)) });
    }
  }

  async addDataset({ hash, load }: DatasetSource): Promise<void> {
    const facts = hashPieces();
    let bytes = 0;
    const watched = async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        facts.add(piece);
        bytes += piece.length;
        yield piece;
      }
    };
    await this.zip.store(datasetPath(hash), watched(await load()));
    this.datasets.push({ hash, bytes, sha256: facts.digest() });
  }

  async end(): Promise<void> {
    const { runs, datasets, unread } = this;
    await this.zip.deflate(manifestPath, writeManifest({ runs, datasets, unread }));
    await this.zip.end();
  }

  private async store(path: string, bytes: Uint8Array): Promise<ProjectFile> {
    await this.zip.store(path, piecesOf(bytes));
    return factsOf(bytes);
  }
}

const factsOf = (bytes: Uint8Array): ProjectFile => ({
  bytes: bytes.length,
  sha256: hashBytes(bytes),
});

/** By code units, which no language orders otherwise. */
function sorted<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
