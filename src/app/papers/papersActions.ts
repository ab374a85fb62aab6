import type { Preset } from '../../spec/presets/preset.ts';

/** What a person can do with a row or figure. */
export interface PapersActions {
  /** Puts a preset into the form of the Train page. */
  readonly train: (preset: Preset) => void;
  /** Opens a comparison of a preset over seeds, to be queued. */
  readonly compare: (preset: Preset) => void;
  /** Opens a run of one’s own. */
  readonly open: (runId: string) => void;
}
