import { expect, it } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { finishedState } from '../../analysis/testing/sampleRun.ts';
import type { RunView } from '../runs/runView.ts';
import { importanceSourceOf, importanceSources } from './importanceSources.ts';

const viewOf = (runId: string, newest: RunView['newest']): RunView => ({
  runId,
  origin: 'trained here',
  newest,
  moments: new RunLog().moments,
  images: null,
  logNotes: [],
});

const digits = [...'0123456789'];
const weighted = finishedState({ data: 'mnist', rounds: 2, epochs: 1 });
const plain = finishedState({ data: 'mnist', rounds: 2, epochs: 1, method: 'averaging' });

it('are runs whose last round left importance, over the same classes', () => {
  const runs = [viewOf('first', weighted), viewOf('plain', plain), viewOf('begun', null)];
  const [source, ...others] = importanceSources(runs, digits);
  expect(others).toEqual([]);
  expect(source.run.runId).toBe('first');
  const next = weighted.rounds[1].outcome?.importanceNext ?? [];
  expect(source.weights).toEqual(next.map((share) => share * 10));
  expect(source.weights.reduce((a, b) => a + b) / 10).toBeCloseTo(1, 9);
  expect(importanceSources(runs, digits.toReversed())).toEqual([]);
  expect(importanceSourceOf([source], [...source.weights])).toBe(source);
  expect(importanceSourceOf([source], [1, 2])).toBeNull();
});
