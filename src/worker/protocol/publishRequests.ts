/** Requests about a trained model's way to the Hugging Face Hub. */
import type { ExportFormat } from '../../models/exportFormats.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { HubTarget } from '../../storage/hub/hubTarget.ts';

/** What of a run is published. */
export interface PublishedChoice {
  readonly state: RunState;
  readonly formats: readonly ExportFormat[];
  /** Of the page that opens links. */
  readonly address: string;
}

export interface PublishRequests {
  /** The files that would be sent, before anything is. */
  'describe-published': {
    readonly ask: PublishedChoice;
    readonly answer: {
      readonly files: readonly { readonly name: string; readonly bytes: number }[];
    };
  };
  /** Sends them; answers where they are to be seen. */
  'publish-model': {
    readonly ask: PublishedChoice & { readonly target: HubTarget };
    readonly answer: { readonly address: string };
  };
}
