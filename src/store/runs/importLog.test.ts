/** A log that a person opens is shown, and kept for later visits. */
import { expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';

const log = sampleLog({ data: 'mnist', rounds: 1, epochs: 1 });
const file = new File([log.map((event) => `${JSON.stringify(event)}\n`).join('')], 'events.jsonl');

it('is handed to the library once it is shown', async () => {
  const worker = createFakeWorker();
  const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
  expect(await now().importLog(file)).toBe(true);
  expect(now().runs.map(({ runId }) => runId)).toEqual([log[0].runId]);
  expect(worker.last('import-runs').ask).toEqual({ file });
  worker.last('import-runs').answer({ runs: [], taken: [], known: [], datasets: [] });
  await expect.poll(() => now().keptRuns).toEqual([]);
});

it('is shown where it cannot be kept, which is told', async () => {
  const worker = createFakeWorker();
  const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
  await now().importLog(file);
  worker.last('import-runs').fail('The disk is full.');
  await expect
    .poll(() => now().notices.map(({ title }) => title))
    .toContain('The log is shown, but not kept for your next visit');
  expect(now().runs).toHaveLength(1);
});
