import { expect, it } from 'vitest';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';

/** Progress three times a second after a moment, as the worker tells it of itself. */
function progress(from: number, imagesPerSecond: number): RunEvent[] {
  return Array.from({ length: 9 }, (_, place) => ({
    type: 'progress',
    runId: 'one',
    seq: place,
    at: from + 333 * place,
    round: 1,
    epoch: 1,
    step: place,
    trainLoss: 1,
    imagesPerSecond,
  }));
}

it('a run that the browser slows is told of until that is dismissed, or the run is over', () => {
  const store = createWorkbench(createFakeWorker().connect, 'glyphs.bin');
  const now = store.getState;
  const train = (isTraining: boolean) =>
    store.setState({
      launch: isTraining ? { phase: 'running', runId: 'one', asked: null } : { phase: 'idle' },
    });
  const later = Date.now() + 5000;
  train(true);
  now().noteRates(progress(later - 60_000, 40_000));
  now().noteHidden(true);
  now().noteRates(progress(later, 4000));
  expect(now().slowed).toEqual({ before: 40_000, hidden: 4000 });
  now().dismissSlowed();
  now().noteRates(progress(later + 9000, 3000));
  expect(now().slowed).toBeNull();
  now().noteHidden(true);
  now().noteRates(progress(later + 20_000, 3000));
  expect(now().slowed).toMatchObject({ hidden: 3000 });
  train(false);
  now().noteRates([]);
  expect(now().slowed).toBeNull();
});
