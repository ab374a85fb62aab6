/** The runs that are kept beyond a visit, as the page asks for them. */
import type { RunCheckpoint } from '../spec/run/checkpoint.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { Files } from '../storage/files.ts';
import type { KeptRun } from '../storage/runs/keptRun.ts';
import type { ArchivedRun } from '../storage/runs/listedRuns.ts';
import { RunArchive } from '../storage/runs/runArchive.ts';
import type { RunRecorder } from '../storage/runs/runRecorder.ts';
import { NothingKeptError, StorageError, unlessStorage } from '../storage/storageError.ts';

export class KeptRuns {
  private archive: Promise<RunArchive> | null = null;

  /** @param openFiles where things are kept; asked once, when it is first needed. */
  constructor(private readonly openFiles: () => Promise<Files>) {}

  open(): Promise<RunArchive> {
    this.archive ??= this.openFiles()
      .then((files) => new RunArchive(files))
      .catch((error: unknown) => {
        // What could not be read just now is tried again.
        this.archive = null;
        throw error;
      });
    return this.archive;
  }

  async list(): Promise<ArchivedRun[]> {
    return (await this.open()).list();
  }

  /**
   * Null where the run cannot be written, which must not hold it up.
   * @param onFailure hears why it cannot.
   */
  async begin(
    runId: string,
    onFailure: (error: StorageError) => void,
  ): Promise<RunRecorder | null> {
    const archive = await this.open();
    return archive.begin(runId).catch((error: unknown) => {
      if (!(error instanceof StorageError)) throw error;
      onFailure(error);
      return null;
    });
  }

  /** A run to go on with. @throws NothingKeptError where nothing sound is kept of it. */
  async find(runId: string): Promise<KeptRun> {
    const found = await (await this.open()).find(runId);
    if (found !== null) return found;
    throw new NothingKeptError(
      'Nothing is kept of this run that it could go on from.',
      'Start it again from its experiment; its log can still be opened.',
    );
  }

  /** Goes on writing a run; one that was deleted is brought back, or the next start would remove it. */
  async goOn(run: KeptRun): Promise<RunRecorder> {
    const archive = await this.open();
    const { runId } = run.checkpoint;
    const { deletedAt } = await archive.about(runId);
    if (deletedAt !== null) await archive.describe(runId, { deletedAt: null });
    return archive.goOn(run);
  }

  /** A run's log as a file, its lines whole. @throws NothingKeptError where there is none. */
  async log(runId: string): Promise<Uint8Array> {
    const found = await (await this.open()).log(runId);
    if (found !== null) return found;
    throw new NothingKeptError('This run is no longer kept.', 'Choose another from the list.');
  }

  /** A trained network that a kept run left, by its hash; null where none is whole. */
  async network(hash: string): Promise<Uint8Array | null> {
    return (await this.open()).network(hash);
  }
}

/** Writes what a run tells as long as there is room; without room it trains on unwritten. */
export class TolerantRecorder {
  private recorder: RunRecorder | null;
  private networks: Promise<void> = Promise.resolve();

  /**
   * @param onFailure hears once why no more is written.
   * @param keeps whether checkpoints and networks are written as well.
   */
  constructor(
    recorder: RunRecorder | null,
    private readonly onFailure: (error: StorageError) => void,
    private readonly keeps: 'all' | 'log' = 'all',
  ) {
    this.recorder = recorder;
  }

  write(event: RunEvent): Promise<void> {
    return this.trying((recorder) => recorder.write(event));
  }

  async keepCheckpoint(checkpoint: RunCheckpoint): Promise<void> {
    if (this.keeps === 'log') return;
    await this.networks;
    await this.trying((recorder) => recorder.keepCheckpoint(checkpoint));
  }

  /** Keeps a trained network; it is written before the next checkpoint is. */
  keepNetwork(hash: string, bytes: Uint8Array): void {
    if (this.keeps === 'log') return;
    this.networks = this.networks.then(() =>
      this.trying((recorder) => recorder.keepNetwork(hash, bytes)),
    );
    // Whoever waits for it hears of what went wrong.
    this.networks.catch(() => {});
  }

  async close(): Promise<void> {
    await this.networks;
    const { recorder } = this;
    // Whatever comes of it, it is closed once.
    this.recorder = null;
    try {
      await recorder?.close();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.onFailure(error);
    }
  }

  private async trying(work: (recorder: RunRecorder) => Promise<void>): Promise<void> {
    const { recorder } = this;
    if (recorder === null) return;
    try {
      await work(recorder);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.recorder = null;
      await recorder.close().catch(unlessStorage);
      this.onFailure(error);
    }
  }
}
