import type { Preset } from '../../spec/presets/preset.ts';

/** What a person can do with a row or figure. */
export interface PapersActions {
  /** Puts a preset into the form of the Train page. */
  readonly train: (preset: Preset) => void;
  /** Begins a comparison of presets over seeds. */
  readonly sweep: (presets: readonly [Preset, ...Preset[]], name: string) => void;
  /** Opens a run of one’s own. */
  readonly open: (runId: string) => void;
  /** Compares runs of one’s own. */
  readonly compare: (runIds: readonly string[]) => void;
}
