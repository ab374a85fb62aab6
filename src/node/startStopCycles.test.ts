/** A worker that is asked for run after run. */
import { expect, it } from 'vitest';
import { type Held, startAndStop } from '../worker/testing/startStopCycles.ts';
import { startThread } from './nodeThreads.ts';

it('holds on to nothing of runs that were stopped and removed', async () => {
  const held: Held[] = [];
  await startAndStop(8, startThread, (_, one) => void held.push(one));
  // Both methods once: what is made once for all runs is then there.
  const [, , settled, ...later] = held;
  expect(later.length).toBe(5);
  expect(settled.tensors).toBeLessThan(100);
  for (const one of later) expect(one).toEqual(settled);
}, 300_000);
