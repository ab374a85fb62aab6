/** The kept runs as the page lists, names, deletes, exports and imports them. */
import { EngineError } from '../engine/engine.ts';
import type { KeptRuns } from './keptRuns.ts';
import type { Answer, Ask, ListedRun } from './protocol.ts';
import type { RunLocks } from './runLocks.ts';
import { undoTime } from './undoTime.ts';

export class RunShelf {
  /** What was deleted on earlier visits is removed once. */
  private cleared: Promise<void> | null = null;

  constructor(
    private readonly keptRuns: KeptRuns,
    private readonly runLocks: RunLocks,
  ) {}

  /** The newest first; a run that has only just begun in another window is not yet among them. */
  async list(): Promise<ListedRun[]> {
    this.cleared ??= this.removeDeleted();
    await this.cleared;
    const [runs, held] = await Promise.all([this.keptRuns.list(), this.runLocks.held()]);
    return runs
      .map((run) => ({ ...run, isUnderWay: held.has(run.runId) }))
      .filter(({ state, isUnderWay }) => state !== 'damaged' || !isUnderWay);
  }

  /** A kept run's log, whole lines of it. @throws StorageError where there is none. */
  async log({ runId, upTo }: Ask<'run-log'>): Promise<Answer<'run-log'>> {
    if (upTo === 'end') return { bytes: await this.keptRuns.log(runId) };
    return { bytes: (await this.keptRuns.find(runId)).log };
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
    return this.changeAll(runIds, async (runId) => (await this.keptRuns.open()).remove(runId));
  }

  dropNetworks({ runIds }: Ask<'drop-networks'>): Promise<ListedRun[]> {
    return this.changeAll(runIds, async (runId) =>
      (await this.keptRuns.open()).dropNetworks(runId),
    );
  }

  /** Removes what was deleted on an earlier visit and not brought back. */
  private async removeDeleted(): Promise<void> {
    const archive = await this.keptRuns.open();
    // Another window may be about to bring back what it has just deleted.
    const latest = Date.now() - undoTime;
    for (const { runId, deletedAt } of await archive.list()) {
      if (deletedAt !== null && deletedAt < latest) await archive.remove(runId);
    }
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
    for (const runId of runIds) await change(runId);
    return this.list();
  }
}
