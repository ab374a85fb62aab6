/** The kept runs as the page lists, names, deletes, exports and imports them. */
import type { RunOutcome } from '../analysis/results/runOutcome.ts';
import type { TaskOptions } from '../data/progress.ts';
import { EngineError } from '../engine/engine.ts';
import { recoverImport } from '../storage/runs/importJournal.ts';
import type { KeptRuns } from './keptRuns.ts';
import { exportRuns, importRuns } from './movedRuns.ts';
import type { ImportedRuns, ListedRun } from './protocol/keptRunRequests.ts';
import type { Answer, Ask } from './protocol/requests.ts';
import type { RunLocks } from './runLocks.ts';
import { undoTime } from './undoTime.ts';

/** Files that are read at once: waiting takes longer than reading. */
const readAtOnce = 32;

export class RunShelf {
  /** What earlier visits left is tidied up once. */
  private tidied: Promise<void> | null = null;

  constructor(
    private readonly keptRuns: KeptRuns,
    private readonly runLocks: RunLocks,
  ) {}

  /** The newest first; a run that has only just begun in another window is not yet among them. */
  async list(): Promise<ListedRun[]> {
    // What cannot be removed now is tried again at the next start; it must not hide the rest.
    this.tidied ??= this.tidyUp().catch(() => {});
    await this.tidied;
    const [runs, held] = await Promise.all([this.keptRuns.list(), this.runLocks.held()]);
    return runs
      .map((run) => ({ ...run, isUnderWay: held.has(run.runId) }))
      .filter(({ state, isUnderWay }) => state !== 'damaged' || !isUnderWay);
  }

  /**
   * The list as it was when it was last written down, at once; nothing where it was not. What has
   * become of runs since is told by {@link list}.
   */
  async listBefore(): Promise<ListedRun[]> {
    const archive = await this.keptRuns.open();
    const [runs, held] = await Promise.all([archive.listBefore(), this.runLocks.held()]);
    return runs.map((run) => ({ ...run, isUnderWay: held.has(run.runId) }));
  }

  /** A kept run's log, whole lines of it. @throws StorageError where there is none. */
  async log({ runId, upTo }: Ask<'run-log'>): Promise<Answer<'run-log'>> {
    if (upTo === 'end') return { bytes: await this.keptRuns.log(runId) };
    return { bytes: (await this.keptRuns.find(runId)).log };
  }

  /** What runs have come to, in the order asked for. */
  async outcomes({ runs }: Ask<'run-outcomes'>): Promise<Answer<'run-outcomes'>> {
    const archive = await this.keptRuns.open();
    const outcomes: RunOutcome[] = [];
    const unread: string[] = [];
    for (let first = 0; first < runs.length; first += readAtOnce) {
      const some = runs.slice(first, first + readAtOnce);
      const found = await Promise.all(
        some.map(({ runId, updatedAt }) => archive.outcome(runId, updatedAt)),
      );
      for (const [place, outcome] of found.entries()) {
        if (outcome === null) unread.push(some[place].runId);
        else outcomes.push(outcome);
      }
    }
    return { outcomes, unread };
  }

  /** @throws StorageError where there is no room, or a newer Espalier wrote what it would change. */
  async describe({ runId, title, notes }: Ask<'describe-run'>): Promise<ListedRun[]> {
    const archive = await this.keptRuns.open();
    const change = {
      ...(title === undefined ? {} : { title }),
      ...(notes === undefined ? {} : { notes }),
    };
    await archive.describe(runId, change);
    return this.list();
  }

  trash({ runIds }: Ask<'trash-runs'>): Promise<ListedRun[]> {
    return this.changeAll(runIds, async (runId) => {
      const archive = await this.keptRuns.open();
      await archive.describe(runId, { deletedAt: Date.now() });
    });
  }

  restore({ runIds }: Ask<'restore-runs'>): Promise<ListedRun[]> {
    return this.changeAll(runIds, async (runId) => {
      const archive = await this.keptRuns.open();
      await archive.describe(runId, { deletedAt: null });
    });
  }

  purge({ runIds }: Ask<'purge-runs'>): Promise<ListedRun[]> {
    return this.changeAll(runIds, (runId) => this.removeIfDeleted(runId));
  }

  dropNetworks({ runIds }: Ask<'drop-networks'>): Promise<ListedRun[]> {
    return this.changeAll(runIds, async (runId) =>
      (await this.keptRuns.open()).dropNetworks(runId),
    );
  }

  /** @throws StorageError where a data set is damaged, or one file cannot hold the runs. */
  async export(asked: Ask<'export-runs'>, task: TaskOptions): Promise<Answer<'export-runs'>> {
    return exportRuns(await this.keptRuns.open(), asked, task);
  }

  /** @throws DataError where anything of the file is wrong: nothing of it is taken then. */
  async import({ file }: Ask<'import-runs'>, task: TaskOptions): Promise<ImportedRuns> {
    const archive = await this.keptRuns.open();
    const outcome = await this.runLocks.whileImporting(async () => {
      // One that was cut off in another window meanwhile; its journal is about to be written over.
      await recoverImport(archive.files);
      return importRuns(archive, file, task);
    });
    return { ...outcome, runs: await this.list() };
  }

  /** Takes back an import that was cut off, and removes what was deleted on an earlier visit. */
  private async tidyUp(): Promise<void> {
    const archive = await this.keptRuns.open();
    await this.runLocks.ifNobodyImports(() => recoverImport(archive.files));
    // Another window may be about to bring back what it has just deleted.
    const latest = Date.now() - undoTime;
    for (const { runId, deletedAt } of await archive.list()) {
      if (deletedAt === null || deletedAt >= latest) continue;
      await this.runLocks.whileHeld(runId, () => this.removeIfDeleted(runId)).catch(() => {});
    }
  }

  /** Whoever went on with a run since it was deleted has brought it back. */
  private async removeIfDeleted(runId: string): Promise<void> {
    const archive = await this.keptRuns.open();
    if ((await archive.about(runId)).deletedAt !== null) await archive.remove(runId);
  }

  /** @throws EngineError before anything is changed, where one of the runs is under way. */
  private async changeAll(
    runIds: readonly string[],
    change: (runId: string) => Promise<void>,
  ): Promise<ListedRun[]> {
    const held = await this.runLocks.held();
    if (runIds.some((runId) => held.has(runId))) {
      throw new EngineError('A run is under way still.', 'Stop it first, or wait for its end.');
    }
    for (const runId of runIds) await this.runLocks.whileHeld(runId, () => change(runId));
    return this.list();
  }
}
