import { expect, it } from 'vitest';
import { finishedState, sampleTestLabels } from '../testing/sampleRun.ts';
import { runReadings } from './modelReadings.ts';

const own = finishedState({ data: 'mnist', epochs: 1, rounds: 2 });
const labels = sampleTestLabels(own);

it('reads other runs by what decides in them at the end', () => {
  const other = finishedState({ data: 'mnist', method: 'averaging', epochs: 1, rounds: 3 });
  const [reading, ...more] = runReadings([{ name: 'Averaging', state: other }], labels);
  expect(more).toEqual([]);
  expect(reading).toMatchObject({ name: 'Averaging', round: null });
  expect(reading.predicted).toEqual(other.rounds[2].outcome?.predictions.ensemble);
  expect(reading.key).toContain(other.runId);
});

it('leaves out those that were tested on other images', () => {
  const other = finishedState({ data: 'glyphs', epochs: 1, rounds: 1 });
  expect(runReadings([{ name: 'Glyphs', state: other }], labels)).toEqual([]);
  expect(runReadings([{ name: 'Begun', state: { ...own, rounds: [] } }], labels)).toEqual([]);
});
