/** Whether the run under way outlives this window, and what is said where it does not. */
import type { UnkeptReason } from '../../worker/client.ts';
import type { StorageSlice } from '../data/storageSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';

export interface KeepingSlice {
  /** The run of this session that is no longer written; null while all are. */
  readonly unkeptRun: string | null;
  /** Takes in that the run under way goes on unwritten, and says so. */
  readonly noteUnkept: (reason: UnkeptReason) => void;
}

type Needs = Pick<ShellSlice, 'notify'> & { readonly launch: LaunchState };

export function keepingSlice({ get, set }: SliceTools<KeepingSlice & Needs>): KeepingSlice {
  return {
    unkeptRun: null,
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
  state: Pick<KeepingSlice, 'unkeptRun'> &
    Pick<StorageSlice, 'storage'> & { readonly launch: LaunchState },
): boolean {
  const { launch, unkeptRun } = state;
  if (launch.phase === 'idle') return false;
  return isMemoryOnly(state) || unkeptRun === launch.runId;
}
