import type { SliceTools } from '../sliceTools.ts';
import type { LaunchState } from './launch.ts';

/** Milliseconds that a worker has to end a run that was stopped. */
export const stopPatience = 5000;

type Tools = SliceTools<{ readonly launch: LaunchState }>;

/** Stops the run under way; where its worker does not end it within seconds, ends the worker. */
export async function stopRun({ get, set, ask, replaceWorker }: Tools): Promise<void> {
  const { launch } = get();
  if (launch.phase === 'idle') return;
  const { runId } = launch;
  set({ launch: { ...launch, asked: 'stop' } });
  const isStopping = () => {
    const now = get().launch;
    // The same run may have ended, and been gone on with since.
    return now.phase !== 'idle' && now.runId === runId && now.asked === 'stop';
  };
  setTimeout(() => isStopping() && replaceWorker(), stopPatience);
  // A worker that is gone or answers nothing is what the patience is for.
  await ask('stop', {}).catch(() => {});
}
