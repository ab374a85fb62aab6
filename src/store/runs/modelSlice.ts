/** The trained model of a run as a file for other programs. */
import { messageOf } from '../../lib/messageOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
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
}

type Tools = SliceTools<ModelSlice & Pick<ShellSlice, 'notify'>>;

export function modelSlice({ get, ask }: Tools): ModelSlice {
  return {
    exportModel: async (state, format) => {
      try {
        const address = `${location.origin}${location.pathname}`;
        return await ask('export-model', { state, format, address });
      } catch (error) {
        const title = 'The model could not be taken out';
        get().notify({ tone: 'error', title, message: messageOf(error) });
        return null;
      }
    },
  };
}
