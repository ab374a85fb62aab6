/** What the page hands to the views of the bench. */
import type { BenchOutputs } from '../../analysis/whatIf/benchOutputs.ts';
import type { BenchAnswer } from '../../analysis/whatIf/benchReader.ts';
import type { BenchReading } from '../../analysis/whatIf/benchReading.ts';
import type { BenchMember } from '../../analysis/whatIf/benchVotes.ts';
import type { BenchSettings } from '../../spec/benchSettings.ts';
import type { RunState } from '../../spec/run/runState.ts';

/** A vote taken again. */
export interface BenchVoteState extends BenchAnswer {
  readonly outputs: BenchOutputs;
  readonly members: readonly BenchMember[];
  /** The vote as it was trained. */
  readonly before: BenchReading;
  readonly isChanged: boolean;
}

/** Where the outputs stand that a vote needs. */
export interface BenchWaiting {
  /** What is to be done or waited for, for people. */
  readonly text: string;
  /** Networks that were evaluated once more, of how many; null while none are. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Evaluates them; null where that cannot be asked for now. */
  readonly onEvaluate: (() => void) | null;
  readonly onLeave: () => void;
}

export interface BenchProps {
  /** The run at the moment that is shown. */
  readonly state: RunState;
  readonly settings: BenchSettings;
  readonly onChange: (settings: BenchSettings) => void;
  readonly onMoving: (isMoving: boolean) => void;
}
