/**
 * Reads a project file, which may come from anywhere. Nothing of it is believed: every file is where
 * the manifest says and nothing else is there, each has the length and the SHA-256 that it says, logs
 * are read event by event, and what goes with a run must be the run's own.
 */
import { readZip, type ZipEntry } from '../../data/archives/zip.ts';
import { DataError } from '../../data/dataError.ts';
import { type DataLimits, defaultLimits, exactBytes, quoted } from '../../data/limits.ts';
import { readNetworkFile } from '../../data/networkFile.ts';
import type { ByteSource } from '../../data/sources/byteSource.ts';
import { hashBytes } from '../../lib/hash.ts';
import { digestVersionOf, RunDigest } from '../../spec/run/digest.ts';
import { unpackCheckpoint, unpackRounds } from '../runs/checkpointBytes.ts';
import { newline } from '../runs/wholeLines.ts';
import { type OpenedDataset, openDatasetBytes } from './datasetBytes.ts';
import {
  datasetPath,
  filesOf,
  longestMovedLog,
  manifestPath,
  type ProjectFile,
  type ProjectManifest,
  type ProjectRun,
  readManifest,
  runPaths,
} from './projectManifest.ts';
import {
  type LogContent,
  type PlacedCheckpoint,
  type RunContent,
  readLogBytes,
} from './runContent.ts';

/** Entries beyond these are no project that Espalier wrote; refused before memory is taken. */
const largest = {
  log: longestMovedLog,
  checkpoint: 2 ** 30,
  network: 2 ** 30,
  manifest: 64_000_000,
};

const limits: DataLimits = { ...defaultLimits, entries: 100_000 };

export class ProjectReader {
  private constructor(
    /** Name of the file, for messages. */
    private readonly file: string,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    readonly manifest: ProjectManifest,
  ) {}

  /** @throws DataError where the file is no project, damaged, or of a newer version. */
  static async open(source: ByteSource, file: string): Promise<ProjectReader> {
    const archive = await readZip(source, file, limits);
    const entries = new Map(archive.entries.map((entry) => [entry.path, entry]));
    const described = entries.get(manifestPath);
    if (described === undefined) {
      const found = `no ${manifestPath}`;
      const remedy = 'choose a file that Espalier exported, or the log of a run';
      throw new DataError({ file, place: null, found, allowed: 'a project of Espalier', remedy });
    }
    const reader = new ProjectReader(file, entries, noRuns);
    reader.checkSize(described, largest.manifest);
    const manifest = readManifest(await described.read(), file);
    const listed = filesOf(manifest);
    for (const path of entries.keys()) {
      if (path !== manifestPath && !listed.has(path)) {
        throw reader.refusal(path, 'the project does not name it', `what ${manifestPath} names`);
      }
    }
    for (const path of listed.keys()) {
      if (!entries.has(path))
        throw reader.refusal(path, 'it is missing', 'all files of the project');
    }
    return new ProjectReader(file, entries, manifest);
  }

  /** A run, all of it checked. @throws DataError naming what is wrong with it. */
  async readRun(run: ProjectRun): Promise<RunContent> {
    const { id, title, notes } = run;
    const paths = runPaths(id);
    const log = await this.bytesOf(paths.log, run.log, largest.log);
    const reading = await readLogBytes(log);
    if (!reading.ok) {
      const { line, found, allowed } = reading.fault;
      throw this.refusal(paths.log, line === null ? found : `line ${line}: ${found}`, allowed);
    }
    const { state, digestChecked } = reading.content;
    if (state.runId !== id) {
      throw this.refusal(paths.log, `run ${quoted(state.runId)}`, `run ${id}`);
    }
    const lines = reading.content.lines.map((line) => `${line}\n`);
    if (new TextEncoder().encode(lines.join('')).length !== log.length) {
      throw this.refusal(paths.log, 'a line that is cut off', 'whole lines');
    }
    const placed = await this.readCheckpoint(run, log, reading.content);
    return { runId: id, title, notes, log, state, digestChecked, placed };
  }

  private async readCheckpoint(
    { id, checkpoint: file, finishedRounds }: ProjectRun,
    log: Uint8Array,
    content: LogContent,
  ): Promise<PlacedCheckpoint | null> {
    const paths = runPaths(id);
    if (file === null) return null;
    const packed = unpackCheckpoint(await this.bytesOf(paths.checkpoint, file, largest.checkpoint));
    const rounds =
      finishedRounds === null
        ? null
        : await this.bytesOf(paths.finishedRounds, finishedRounds, largest.checkpoint);
    const tensors = packed === null ? null : unpackRounds(rounds, packed.finishedRounds);
    if (packed === null || tensors === null) {
      throw this.refusal(paths.checkpoint, 'it is no checkpoint', 'one of this form, whole');
    }
    const { checkpoint, logBytes, logTail } = packed;
    const { seq } = checkpoint;
    const lines = log
      .subarray(0, logBytes)
      .reduce((sum, byte) => sum + (byte === newline ? 1 : 0), 0);
    const isPlaced =
      logTail === '' &&
      log[logBytes - 1] === newline &&
      lines === seq + 1 &&
      logBytes <= log.length;
    const isOfRun =
      checkpoint.runId === id &&
      checkpoint.specHash === content.state.specHash &&
      checkpoint.datasetHash === content.state.dataset.hash;
    if (
      !isPlaced ||
      !isOfRun ||
      digestUpTo(content, seq, checkpoint.digest) !== checkpoint.digest
    ) {
      throw this.refusal(paths.checkpoint, 'it does not belong to this log', 'that of the run');
    }
    return { checkpoint: { ...checkpoint, finishedRounds: tensors }, logBytes };
  }

  /** A trained network of a run. @throws DataError where it is not whole. */
  async readNetwork({ id }: ProjectRun, file: ProjectFile): Promise<Uint8Array> {
    const path = runPaths(id).network(file.sha256);
    const bytes = await this.bytesOf(path, file, largest.network);
    readNetworkFile(bytes, `${this.file}, ${path}`);
    return bytes;
  }

  /** A data set. @throws DataError where it is not whole, or not the one that it is said to be. */
  async readDataset({
    hash,
    ...file
  }: ProjectManifest['datasets'][number]): Promise<OpenedDataset> {
    const path = datasetPath(hash);
    const bytes = await this.bytesOf(path, file, limits.decodedBytes);
    const opened = await openDatasetBytes(bytes, hash);
    if (opened !== null) return opened;
    throw this.refusal(path, 'it is not that data set', 'its labels, images and description');
  }

  /** Checks what is not taken in. @throws DataError where it is not what the manifest says. */
  async checkUnread(): Promise<void> {
    for (const { path, ...file } of this.manifest.unread) {
      await this.bytesOf(path, file, limits.decodedBytes);
    }
  }

  private async bytesOf(path: string, { bytes, sha256 }: ProjectFile, most: number) {
    const entry = this.entries.get(path);
    if (entry === undefined) throw this.refusal(path, 'it is missing', 'all files of the project');
    this.checkSize(entry, most);
    if (entry.size !== bytes) {
      throw this.refusal(path, exactBytes(entry.size), `${exactBytes(bytes)}, as the project says`);
    }
    const content = await entry.read();
    if (hashBytes(content) === sha256) return content;
    throw this.refusal(
      path,
      'another content',
      'the content that the project names by its SHA-256',
    );
  }

  private checkSize({ path, size }: ZipEntry, most: number): void {
    if (size > most) throw this.refusal(path, exactBytes(size), `at most ${exactBytes(most)}`);
  }

  private refusal(path: string, found: string, allowed: string): DataError {
    const remedy = 'export the runs again, and bring that file unchanged';
    return new DataError({
      file: this.file,
      place: `entry ${quoted(path)}`,
      found,
      allowed,
      remedy,
    });
  }
}

const noRuns: ProjectManifest = { runs: [], datasets: [], unread: [] };

/** The digest of a log up to an event, of the version of another digest; null for a newer version. */
function digestUpTo({ events }: LogContent, seq: number, alike: string): string | null {
  const version = digestVersionOf(alike);
  if (version === null) return null;
  const digest = RunDigest.ofNew(version);
  for (const event of events.slice(0, seq + 1)) digest.addLogged(event);
  return digest.value();
}
