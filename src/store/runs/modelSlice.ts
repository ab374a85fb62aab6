/** The trained model of a run as a file for other programs, and at the Hugging Face Hub. */
import type { LoadProgress, TaskOptions } from '../../data/progress.ts';
import { messageOf } from '../../lib/messageOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { HubTarget } from '../../storage/hub/hubTarget.ts';
import type { Answer, Ask } from '../../worker/protocol/requests.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';

export type ModelFormat = Ask<'export-model'>['format'];

export interface ModelSlice {
  /** One archive with the model's card; null where it cannot be made, which a notice then tells. */
  readonly exportModel: (
    state: RunState,
    format: ModelFormat,
  ) => Promise<Answer<'export-model'> | null>;
  /** The run whose model is about to be published, as it stood when that was asked for; null for none. */
  readonly publishing: RunState | null;
  /** Bytes of models that have left this machine since the page was loaded. */
  readonly sentBytes: number;
  readonly askToPublish: (state: RunState) => void;
  readonly leavePublishing: () => void;
  /** The files that would be published; nothing is sent. @throws WorkerError */
  readonly describePublished: (
    state: RunState,
    formats: readonly ModelFormat[],
  ) => Promise<Answer<'describe-published'>>;
  /** Publishes them. Nothing of the target is kept: not in the store, nor anywhere. @throws WorkerError */
  readonly publishModel: (
    state: RunState,
    formats: readonly ModelFormat[],
    target: HubTarget,
    task: TaskOptions,
  ) => Promise<Answer<'publish-model'>>;
}

type Tools = SliceTools<ModelSlice & Pick<ShellSlice, 'notify'>>;

export function modelSlice({ get, set, ask }: Tools): ModelSlice {
  return {
    exportModel: async (state, format) => {
      try {
        return await ask('export-model', { state, format, address: pageAddress() });
      } catch (error) {
        const title = 'The model could not be taken out';
        get().notify({ tone: 'error', title, message: messageOf(error) });
        return null;
      }
    },
    describePublished: (state, formats) =>
      ask('describe-published', { state, formats, address: pageAddress() }),
    publishing: null,
    sentBytes: 0,
    askToPublish: (state) => set({ publishing: state }),
    leavePublishing: () => set({ publishing: null }),
    publishModel: (state, formats, target, { signal, onProgress }) => {
      const before = get().sentBytes;
      const told = (progress: LoadProgress) => {
        set({ sentBytes: before + progress.done });
        onProgress?.(progress);
      };
      const asked = { state, formats, address: pageAddress(), target };
      return ask('publish-model', asked, { signal, onProgress: told });
    },
  };
}

/** Of this page, which opens links. */
const pageAddress = () => `${location.origin}${location.pathname}`;
