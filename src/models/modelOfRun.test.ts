import { afterAll, expect, it } from 'vitest';
import { DataError } from '../data/dataError.ts';
import { RecordingEngines } from '../runner/testing/recordedRuns.ts';
import { modelOfRun } from './modelOfRun.ts';
import { readModelSafetensors } from './safetensors/readModelSafetensors.ts';
import { writeModelSafetensors } from './safetensors/writeModelSafetensors.ts';
import { specOf, trainedRun } from './testing/trainedRuns.ts';
import { modelOfMember, type TrainedModel } from './trainedModel.ts';

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

async function trained(name: string): Promise<TrainedModel> {
  const { state, files } = await trainedRun(engines, specOf(name));
  return modelOfRun(state, async (_, hash) => files.get(hash) ?? null);
}

it('has every network with its vote, and reads back what it wrote, to the byte', async () => {
  const model = await trained('Complementary: from another network as its first');
  expect(model.members).toHaveLength(3);
  expect(model.joining).toMatchObject({ kind: 'vote' });
  const bytes = writeModelSafetensors(model);
  const back = readModelSafetensors(bytes, 'x');
  expect(back).toEqual(model);
  expect(writeModelSafetensors(back)).toEqual(bytes);
  const second = modelOfMember(model, 2);
  expect(readModelSafetensors(writeModelSafetensors(second), 'x')).toEqual(second);
  expect(() => modelOfMember(model, 4)).toThrow(RangeError);
}, 30_000);

it('folds Ψ and θ of every level into its shares', async () => {
  const name = 'Level-wise: features, Ψ adapts, learned weights, two levels';
  const model = await trained(name);
  const [{ head, tensors }] = model.members;
  if (head.kind !== 'mixture') throw new Error(head.kind);
  expect(head.levels.map(({ classifier, units }) => [classifier, units])).toEqual([
    ['level0', 2],
    ['level1', 5],
    ['dense2', 12],
  ]);
  const { values } = tensors['level1/shares'];
  const theta = values.subarray(0, 12).reduce((sum, share) => sum + share, 0);
  for (let group = 1; group < 5; group++) {
    const row = values.subarray(group * 12, (group + 1) * 12);
    expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(theta, 6);
  }
  expect(head.levels[2].weight).toBeGreaterThan(0);
  expect(readModelSafetensors(writeModelSafetensors(model), 'x')).toEqual(model);
}, 30_000);

it('names a network that was not kept, and what does not fit', async () => {
  const spec = specOf('Single: feature vectors, no hidden layer');
  const { state, files } = await trainedRun(engines, spec);
  await expect(modelOfRun(state, async () => null)).rejects.toThrow('network 1: it was not kept');
  const [file] = files.values();
  const model = await modelOfRun(state, async () => file);
  expect(model.input.values).toBe('features');
  await expect(modelOfRun({ ...state, rounds: [] }, async () => file)).rejects.toThrow(DataError);
  const none = { ...model, joining: { kind: 'vote', weights: [0] } as const };
  expect(() => readModelSafetensors(writeModelSafetensors(none), 'x')).toThrow('has a vote');
  expect(() => readModelSafetensors(file, 'x')).toThrow('it describes no model');
}, 30_000);
