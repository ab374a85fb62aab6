/**
 * The other windows of this browser that have Espalier open. A window claims the run that it trains,
 * for as long as it trains it and also while a worker of it is lost and replaced; the browser takes
 * the claim back when the window is gone, however it went.
 */
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { espalierVersion } from '../../spec/version.ts';
import { type RunBroadcast, runChannelName } from '../../worker/runBroadcast.ts';

export interface OtherWindows {
  /**
   * Waits in line until no window before this one claims the run; it is then this window's until it
   * is released. Rejects when the signal gives it up while it waits.
   */
  claim(runId: string, signal?: AbortSignal): Promise<void>;
  release(runId: string): void;
  /** Whether the run is this window's. */
  holds(runId: string): boolean;
  /** Waits until no window claims the run. Rejects when the signal gives it up. */
  whenFree(runId: string, signal: AbortSignal): Promise<void>;
  /** Hears the events of a run that another window trains, until the returned function is called. */
  listen(runId: string, onEvents: (events: readonly RunEvent[]) => void): () => void;
  /** Tells the other windows that runs began or ended here. */
  tellChange(): void;
  /** Hears that of another window, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** What is used of the browser; each is absent in some. */
export interface WindowTools {
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly Channel: typeof BroadcastChannel | undefined;
}

const claimName = (runId: string): string => `espalier window ${runId}`;
const changesName = 'espalier changes';

interface Claim {
  isGranted: boolean;
  readonly granted: Promise<void>;
  readonly release: () => void;
}

/** Where there is no other window that could be heard of, every run is this one's. */
export const noOtherWindows: OtherWindows = {
  claim: async () => {},
  release: () => {},
  holds: () => false,
  whenFree: async () => {},
  listen: () => () => {},
  tellChange: () => {},
  onChange: () => () => {},
};

export function browserWindows({ locks, Channel }: WindowTools): OtherWindows {
  if (locks === undefined || Channel === undefined) return noOtherWindows;
  const claims = new Map<string, Claim>();
  const changes = new Channel(changesName);
  return {
    claim: (runId, signal) => {
      const claim = claims.get(runId) ?? claimOf(locks, runId, signal);
      claims.set(runId, claim);
      claim.granted.catch(() => claims.delete(runId));
      return claim.granted;
    },
    release: (runId) => {
      claims.get(runId)?.release();
      claims.delete(runId);
    },
    holds: (runId) => claims.get(runId)?.isGranted ?? false,
    whenFree: async (runId, signal) => {
      // Together with others who only wait, so that none of them seems to claim it.
      await locks.request(claimName(runId), { mode: 'shared', signal }, () => {});
    },
    listen: (runId, onEvents) => {
      const channel = new Channel(runChannelName(runId));
      channel.onmessage = ({ data }: MessageEvent<RunBroadcast>) => {
        // Events of another Espalier may be of another form: what it keeps is read with care.
        if (data.espalier === espalierVersion) onEvents(data.events);
      };
      return () => channel.close();
    },
    tellChange: () => changes.postMessage(null),
    onChange: (listener) => {
      changes.addEventListener('message', listener);
      return () => changes.removeEventListener('message', listener);
    },
  };
}

function claimOf(
  locks: Pick<LockManager, 'request'>,
  runId: string,
  signal: AbortSignal | undefined,
): Claim {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let grant = () => {};
  let fail: (reason: unknown) => void = () => {};
  const granted = new Promise<void>((resolve, reject) => {
    grant = resolve;
    fail = reject;
  });
  const claim: Claim = { isGranted: false, granted, release };
  const options = signal === undefined ? {} : { signal };
  locks
    .request(claimName(runId), options, () => {
      claim.isGranted = true;
      grant();
      return released;
    })
    .catch(fail);
  return claim;
}
