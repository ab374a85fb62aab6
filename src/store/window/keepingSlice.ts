/** Whether the run under way outlives this window, and what is said where it does not. */
import type { UnkeptReason } from '../../worker/client.ts';
import type { StorageSlice } from '../data/storageSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';

export interface KeepingSlice {
  /** Whether a newer Espalier writes what this browser keeps, so that this page only reads it. */
  readonly isOutdated: boolean;
  readonly noteOutdated: () => void;
  /** The run of this session that is no longer written; null while all are. */
  readonly unkeptRun: string | null;
  /** What the next run needs and what is free, in bytes and about, where that is less. */
  readonly shortage: { readonly needed: number; readonly free: number } | null;
  /** Finds out whether so many bytes have room. */
  readonly tryRoom: (needed: number) => Promise<void>;
  /** Whether the run under way, or the next, keeps its log alone, for want of room. */
  readonly keepsOnlyLog: boolean;
  /** Trains the draft, of which only the log is to be kept. */
  readonly startKeepingLog: () => Promise<void>;
  /** Takes in that the run under way goes on unwritten, and says so. */
  readonly noteUnkept: (reason: UnkeptReason) => void;
}

type Needs = Pick<ShellSlice, 'notify'> & {
  readonly startRun: () => Promise<void>;
  readonly launch: LaunchState;
};

export function keepingSlice({ get, set, ask }: SliceTools<KeepingSlice & Needs>): KeepingSlice {
  return {
    isOutdated: false,
    noteOutdated: () => set({ isOutdated: true }),
    unkeptRun: null,
    shortage: null,
    tryRoom: async (needed) => {
      // Where it cannot be tried, training tells of it.
      const { free } = await ask('try-room', { bytes: needed }).catch(() => ({ free: null }));
      set({ shortage: free === null ? null : { needed, free } });
    },
    keepsOnlyLog: false,
    startKeepingLog: async () => {
      set({ keepsOnlyLog: true });
      await get().startRun();
      set({ keepsOnlyLog: false });
    },
    noteUnkept: ({ message, remedy }) => {
      const { launch, notify } = get();
      if (launch.phase !== 'idle') set({ unkeptRun: launch.runId });
      notify({
        tone: 'warning',
        title: 'This run is no longer written down',
        message: `${message} What was written before stays, and training goes on to the same result in this window. ${remedy} Until then, save the run from Export before you leave.`,
      });
    },
  };
}

/** Whether the browser keeps nothing at all, so that every run ends with the window. */
export function isMemoryOnly({ storage }: Pick<StorageSlice, 'storage'>): boolean {
  return storage?.kind === 'memory';
}

/** Whether leaving the page now would lose what the run under way has come to. */
export function wouldLoseRun(
  state: Pick<KeepingSlice, 'unkeptRun' | 'keepsOnlyLog'> &
    Pick<StorageSlice, 'storage'> & { readonly launch: LaunchState },
): boolean {
  const { launch, unkeptRun, keepsOnlyLog } = state;
  if (launch.phase === 'idle') return false;
  return keepsOnlyLog || isMemoryOnly(state) || unkeptRun === launch.runId;
}
