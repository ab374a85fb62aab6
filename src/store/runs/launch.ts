/** Whether the worker trains, and what a person may ask of it meanwhile. */

export type LaunchState =
  | { readonly phase: 'idle' }
  /** Asked for, nothing heard yet. */
  | { readonly phase: 'starting'; readonly runId: string }
  | {
      readonly phase: 'running';
      readonly runId: string;
      /** What was asked and has not happened yet. */
      readonly asked: RunCommand | null;
    };

export type RunCommand = 'pause' | 'resume' | 'stop';
