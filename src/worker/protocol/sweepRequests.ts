/** Sweeps that are kept beyond a visit, and the queue of their runs. */
import type { KeptQueue, QueueReading } from '../../storage/sweeps/keptQueue.ts';
import type { KeptSweep, ListedSweep } from '../../storage/sweeps/keptSweep.ts';
import type { KeptSweepDraft } from '../../storage/sweeps/keptSweepDraft.ts';

export interface SweepRequests {
  /** The sweeps, the newest first, the queue, and the comparison that was being made. */
  'list-sweeps': {
    readonly ask: Record<never, never>;
    readonly answer: {
      readonly sweeps: readonly ListedSweep[];
      readonly queue: QueueReading;
      readonly draft: KeptSweepDraft | null;
    };
  };
  /** Keeps a sweep, in place of one of the same id. */
  'keep-sweep': {
    readonly ask: { readonly kept: KeptSweep };
    readonly answer: readonly ListedSweep[];
  };
  /** Removes a sweep, whole or damaged; its runs stay in the library. */
  'forget-sweep': {
    readonly ask: { readonly id: string };
    readonly answer: readonly ListedSweep[];
  };
  /** Keeps the comparison that is being made; null where all of it is kept otherwise. */
  'keep-sweep-draft': {
    readonly ask: { readonly draft: KeptSweepDraft | null };
    readonly answer: Record<never, never>;
  };
  /** Keeps the queue as it stands. Only the window that works through it asks for this. */
  'keep-queue': {
    readonly ask: { readonly queue: KeptQueue };
    readonly answer: Record<never, never>;
  };
}
