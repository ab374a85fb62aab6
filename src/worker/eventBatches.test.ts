import { expect, it } from 'vitest';
import type { RunEvent } from '../spec/runEvent.ts';
import { EventBatches } from './eventBatches.ts';

const progress = (seq: number): RunEvent => ({
  type: 'progress',
  round: 1,
  epoch: 1,
  step: seq,
  trainLoss: null,
  imagesPerSecond: 0,
  runId: 'r',
  seq,
  at: 0,
});

it('keeps order, holds progress back and hurries what matters', () => {
  const sent: number[][] = [];
  const batches = new EventBatches((events) => sent.push(events.map(({ seq }) => seq)));
  batches.add(progress(0));
  batches.add(progress(1));
  batches.add(progress(2));
  batches.add({ type: 'run-paused', runId: 'r', seq: 3, at: 0 });
  batches.add(progress(4));
  batches.flush();
  batches.flush();
  expect(sent).toEqual([[0], [1, 2, 3], [4]]);
});
