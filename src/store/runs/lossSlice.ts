/** The loss of a worker or a graphics card in the middle of a run, as the page shows it. */
import type { SliceTools } from '../sliceTools.ts';
import type { KeptRunsSlice } from './keptRunsSlice.ts';
import type { LossState } from './lossState.ts';

export interface LossSlice {
  /** The newest loss; null once all is well again, or it was dismissed. */
  readonly loss: LossState | null;
  /** When runs lost something, the last times that count. */
  readonly lossTimes: readonly number[];
  /** Goes on with the run that lost its graphics card on the processor. */
  readonly goOnWithWasm: () => Promise<void>;
  readonly dismissLoss: () => void;
}

type Needs = LossSlice & Pick<KeptRunsSlice, 'goOnWithRun'>;
type Tools = SliceTools<Needs>;

export function lossSlice({ get, set, replaceWorker }: Tools): LossSlice {
  return {
    loss: null,
    lossTimes: [],
    goOnWithWasm: async () => {
      const { loss } = get();
      if (loss === null) return;
      if (loss.phase === 'recovering') {
        set({ loss: { ...loss, device: 'wasm' } });
        // What is under way on the graphics card ends with its worker; what is not begins as chosen.
        if (loss.step !== 'noticed') replaceWorker();
        return;
      }
      set({ loss: null });
      await get().goOnWithRun(loss.runId, 'wasm');
    },
    dismissLoss: () => set({ loss: null }),
  };
}
