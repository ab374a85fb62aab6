/**
 * Keeps the screen from going dark while a run is under way, so that the machine does not fall asleep
 * over it. The browser takes this back whenever the page is hidden, and may refuse it, as it does on a
 * low battery: it is asked for again when the page is seen again.
 */
import type { WorkbenchStore } from '../../store/workbench.ts';

/** What is used of WakeLockSentinel. */
interface Sentinel {
  readonly released: boolean;
  release(): Promise<void>;
}

/** What is used of the page and its browser. */
export interface AwakePage {
  /** Absent in browsers without it, and where pages are not served securely. */
  readonly wakeLock: { request(kind: 'screen'): Promise<Sentinel> } | undefined;
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

/** Until the returned function is called. */
export function keepAwake(
  store: Pick<WorkbenchStore, 'getState' | 'subscribe'>,
  { wakeLock, document }: AwakePage,
): () => void {
  if (wakeLock === undefined) return () => {};
  let isOver = false;
  let asked: Promise<Sentinel | null> | null = null;
  const isWanted = () => !isOver && store.getState().launch.phase !== 'idle';
  const ask = async (): Promise<Sentinel | null> => {
    const sentinel = await wakeLock.request('screen').catch(() => null);
    if (isWanted()) return sentinel;
    await sentinel?.release();
    return null;
  };
  const follow = async () => {
    const held = await asked;
    const isHeld = held !== null && !held.released;
    if (!isWanted()) {
      asked = null;
      if (isHeld) await held.release();
    } else if (!isHeld && document.visibilityState === 'visible') {
      asked = ask();
    }
  };
  // One after another, so that what is asked for is never asked for twice.
  let last = Promise.resolve();
  const followInTurn = () => {
    last = last.then(follow);
  };
  let before = store.getState().launch.phase === 'idle';
  const unsubscribe = store.subscribe(({ launch }) => {
    const isIdle = launch.phase === 'idle';
    if (isIdle !== before) followInTurn();
    before = isIdle;
  });
  document.addEventListener('visibilitychange', followInTurn);
  followInTurn();
  return () => {
    isOver = true;
    unsubscribe();
    document.removeEventListener('visibilitychange', followInTurn);
    followInTurn();
  };
}
