/**
 * A run that another window trains, looked on at here: shown live, read only, and taken over when
 * that window is gone, where a person wants that.
 */
import type { RunLog } from '../../analysis/log/runLog.ts';
import { keptLog } from '../runs/keptLog.ts';
import type { KeptRunsSlice } from '../runs/keptRunsSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import { textOf } from '../runs/runErrors.ts';
import type { RunsSlice } from '../runs/runsSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { LiveLog } from './liveLog.ts';
import type { OtherWindows } from './otherWindows.ts';

/** A run looked on at. */
export interface WatchedRun {
  readonly runId: string;
  /** `gone`: nobody trains it any more, and it is not finished. */
  readonly phase: 'live' | 'gone';
  /** Whether this window waits in line to go on with it. */
  readonly takesOver: boolean;
}

export interface WatchedRunSlice {
  readonly watched: WatchedRun | null;
  /** Shows a run that another window trains, and follows it. */
  readonly lookOn: (runId: string) => Promise<void>;
  /** Takes the run over when the other window is gone, or only says so then. */
  readonly takeOverWhenGone: (takesOver: boolean) => void;
  /** Goes on with the run, whose window is gone. */
  readonly takeOver: () => Promise<void>;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<RunsSlice, 'showWatched' | 'appendWatched'> &
  Pick<KeptRunsSlice, 'askKeptRuns' | 'goOnWithRun'> & { readonly launch: LaunchState };
type Tools = SliceTools<WatchedRunSlice & Needs>;

/** Milliseconds after which what another window tells is written. */
const writtenAfter = 1000;

export function watchedRunSlice(tools: Tools, windows: OtherWindows): WatchedRunSlice {
  const { get, set } = tools;
  let visit: Visit | null = null;
  return {
    watched: null,
    lookOn: async (runId) => {
      if (get().watched?.runId === runId && get().watched?.phase === 'live') return;
      visit?.leave();
      visit = new Visit(tools, windows, runId);
      await visit.begin();
    },
    takeOverWhenGone: (takesOver) => {
      const { watched } = get();
      if (watched?.phase !== 'live' || watched.takesOver === takesOver) return;
      set({ watched: { ...watched, takesOver } });
      visit?.wait();
    },
    takeOver: async () => {
      const { watched } = get();
      if (watched?.phase !== 'gone') return;
      set({ watched: null });
      await get().goOnWithRun(watched.runId);
    },
  };
}

/** One run looked on at, until it is over or another is. */
class Visit {
  private readonly live: LiveLog;
  private readonly stopListening: () => void;
  private waiting = new AbortController();
  private isLeft = false;

  constructor(
    private readonly tools: Tools,
    private readonly windows: OtherWindows,
    private readonly runId: string,
  ) {
    const { get, ask } = tools;
    this.live = new LiveLog({
      read: async () => (await keptLog(ask, runId, 'end')).log,
      replace: (log) => this.replace(log),
      append: (events) => get().appendWatched(events),
      pause: () => new Promise((resolve) => setTimeout(resolve, writtenAfter)),
    });
    // Before what is kept is read: nothing may be missed between the two.
    this.stopListening = windows.listen(runId, (events) => this.live.hear(events));
  }

  async begin(): Promise<void> {
    const { get, set } = this.tools;
    try {
      await this.live.begin();
    } catch (error) {
      this.leave();
      const { message, remedy } = textOf(error);
      const text = `${message} ${remedy}`.trim();
      get().notify({ tone: 'error', title: 'The run cannot be looked on at', message: text });
      return;
    }
    if (this.isLeft) return;
    set({ watched: { runId: this.runId, phase: 'live', takesOver: false } });
    this.wait();
  }

  /** Waits for the other window to be gone: in line to take over, or as a guest. */
  wait(): void {
    this.waiting.abort();
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    const takesOver = this.tools.get().watched?.takesOver ?? false;
    const isFree = takesOver
      ? this.windows.claim(this.runId, signal)
      : this.windows.whenFree(this.runId, signal);
    isFree.then(
      () => (signal.aborted ? this.release() : this.over(takesOver)),
      () => {},
    );
  }

  leave(): void {
    this.isLeft = true;
    this.waiting.abort();
    this.live.close();
    this.stopListening();
    if (this.tools.get().watched?.runId === this.runId) this.tools.set({ watched: null });
  }

  /** Nobody else trains the run any more. */
  private async over(takesOver: boolean): Promise<void> {
    const { get, set } = this.tools;
    await this.live.end().catch(() => {});
    if (this.isLeft) return this.release();
    const isOpenEnded = this.live.newest?.phase === 'interrupted';
    this.leave();
    await get().askKeptRuns();
    if (!isOpenEnded) return this.release();
    const isBusy = get().launch.phase !== 'idle';
    if (!takesOver || isBusy) {
      this.release();
      set({ watched: { runId: this.runId, phase: 'gone', takesOver: false } });
      return;
    }
    await get().goOnWithRun(this.runId);
    // Where it did not begin, others may.
    if (get().launch.phase === 'idle') this.release();
  }

  private release(): void {
    const { launch } = this.tools.get();
    if (launch.phase === 'idle' || launch.runId !== this.runId) this.windows.release(this.runId);
  }

  private replace(log: RunLog): void {
    if (!this.isLeft) this.tools.get().showWatched(log);
  }
}

/** Whether what is shown is a run that another window trains: nothing of it can be pressed here. */
export function isLookingOn({
  watched,
  shownId,
}: Pick<WatchedRunSlice, 'watched'> & Pick<RunsSlice, 'shownId'>): boolean {
  return watched?.phase === 'live' && watched.runId === shownId;
}
