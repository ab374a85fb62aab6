/** Whether the worker trains, and what a person may ask of it meanwhile. */

export type LaunchState =
  | { readonly phase: 'idle' }
  | {
      /** `starting`: asked for, nothing heard yet. */
      readonly phase: 'starting' | 'running';
      readonly runId: string;
      /** What was asked and has not happened yet; a run that is starting can only be stopped. */
      readonly asked: RunCommand | null;
    };

export type RunCommand = 'pause' | 'resume' | 'stop';

/** Whether a run is under way that nobody has asked to stop. */
export function canBeStopped(launch: LaunchState): boolean {
  return launch.phase !== 'idle' && launch.asked === null;
}

/** Whether a run trains that nothing is asked of yet. */
export function canBePaused(launch: LaunchState): boolean {
  return launch.phase === 'running' && launch.asked === null;
}
