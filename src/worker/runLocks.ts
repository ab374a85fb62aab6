/**
 * Which runs are under way, in this window or another: whoever trains a run holds its lock, which
 * the browser takes back when the window or its worker ends, however it ends.
 */
import { EngineError } from '../engine/engine.ts';

export interface RunLocks {
  /**
   * Does work while the run's lock is held.
   * @param patience milliseconds to wait for it.
   * @throws EngineError where somebody else holds it.
   */
  whileHeld<Value>(runId: string, work: () => Promise<Value>, patience?: number): Promise<Value>;
  /** The runs whose lock is held by anybody. */
  held(): Promise<ReadonlySet<string>>;
  /** Takes runs in while no other window does: waits for it, or where it need not be, leaves it. */
  whileImporting<Value>(work: () => Promise<Value>): Promise<Value>;
  ifNobodyImports(work: () => Promise<void>): Promise<void>;
}

const importLock = 'espalier import';
const start = 'espalier run ';

/** Locks of the browser; where it has none, every run is free. */
export function browserRunLocks(locks: LockManager | undefined): RunLocks {
  if (locks === undefined) {
    return {
      whileHeld: (_, work) => work(),
      held: async () => new Set(),
      whileImporting: (work) => work(),
      ifNobodyImports: (work) => work(),
    };
  }
  return {
    whileHeld: async (runId, work, patience = 0) => {
      const name = `${start}${runId}`;
      if (patience > 0) await whenFree(locks, name, patience);
      return locks.request(name, { ifAvailable: true }, (lock) => {
        if (lock !== null) return work();
        throw new EngineError(
          'Another window of Espalier trains this run.',
          'Watch it there, or close that window and try again.',
        );
      });
    },
    held: async () => {
      const { held = [] } = await locks.query();
      const names = held.flatMap(({ name }) => (name?.startsWith(start) ? [name] : []));
      return new Set(names.map((name) => name.slice(start.length)));
    },
    whileImporting: (work) => locks.request(importLock, work),
    ifNobodyImports: async (work) => {
      await locks.request(importLock, { ifAvailable: true }, async (lock) => {
        if (lock !== null) await work();
      });
    },
  };
}

/** Waits for a lock to be free, as long as given. */
async function whenFree(locks: LockManager, name: string, patience: number): Promise<void> {
  const signal = AbortSignal.timeout(patience);
  await locks
    .request(name, { signal }, () => {})
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}
