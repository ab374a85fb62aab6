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
  const isUnderWay = () => {
    const now = get().launch;
    return now.phase !== 'idle' && now.runId === runId;
  };
  setTimeout(() => isUnderWay() && replaceWorker(), stopPatience);
  // A worker that is gone or answers nothing is what the patience is for.
  await ask('stop', {}).catch(() => {});
}
