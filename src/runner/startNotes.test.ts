/** What a run tells of the network that it starts from. */
import { afterAll, expect, it } from 'vitest';
import { readNetworkFile } from '../data/networkFile.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { EventOf, RunEvent } from '../spec/run/runEvent.ts';
import type { KeptNetwork } from './networks.ts';
import { startNotes, type TrainedOn } from './startNotes.ts';
import { RecordingEngines } from './testing/recordedRuns.ts';
import { startingSpec } from './testing/recordedSpecs.ts';

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

const trainedOn: TrainedOn = {
  shape: { height: 8, width: 8, channels: 1 },
  classes: ['a', 'b'],
  normalisation: { mean: [0.13], deviation: [0.31] },
};

it('says nothing where all is as it was, or where a file of the older form does not say', () => {
  expect(startNotes(trainedOn, trainedOn)).toEqual([]);
  const { normalisation: _unknown, ...older } = trainedOn;
  const other = { ...trainedOn, normalisation: { mean: [0], deviation: [1] } };
  expect(startNotes(older, other)).toEqual([]);
  const counted = { ...trainedOn, normalisation: { mean: [0.135], deviation: [0.308] } };
  expect(startNotes(counted, trainedOn)).toEqual([]);
});

it.each<[string, Partial<TrainedOn>, RegExp]>([
  [
    'normalisation',
    { normalisation: { mean: [0], deviation: [1] } },
    /mean 0\.13 and deviation 0\.31; here they have mean 0 and deviation 1/,
  ],
  ['size of images', { shape: { height: 9, width: 8, channels: 1 } }, /8 × 8 pixels.*9 × 8/],
  ['order of classes', { classes: ['b', 'a'] }, /the same classes in another order/],
  ['classes', { classes: ['a', 'c', 'd'] }, /2 classes, 1 of them among the 3 here/],
])('says that the %s is another', (_, change, words) => {
  const notes = startNotes(trainedOn, { ...trainedOn, ...change });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(words);
});

it('tells few of many features', () => {
  const many = (value: number) => new Array<number>(50).fill(value);
  const vectors = { ...trainedOn, normalisation: { mean: many(0), deviation: many(1) } };
  const standardised = { ...trainedOn, normalisation: { mean: many(5), deviation: many(2) } };
  expect(startNotes(vectors, standardised)[0]).toContain('mean 0, 0, 0, … and');
});

it('a trained network’s file says what its images were normalised by, and a run that differs says so', async () => {
  const kept: KeptNetwork[] = [];
  const onNetwork = (network: KeptNetwork) => kept.push(network);
  await engines.eventsOf(startingSpec, { onNetwork });
  const { normalisation, classes } = readNetworkFile(kept[0].bytes, 'it');
  expect(classes.length).toBeGreaterThan(2);
  expect(normalisation?.mean[0]).toBeGreaterThan(0.3);
  const notesOf = async (change: Partial<ExperimentSpec>) => {
    const start = { network: kept[0].hash, as: 'weights' } as const;
    const spec: ExperimentSpec = { ...startingSpec, ...change, start };
    const events = await engines.eventsOf(spec, { networkFile: () => kept[0].bytes });
    const isNote = (event: RunEvent): event is EventOf<'device-note'> =>
      event.type === 'device-note';
    expect(events.at(-1)?.type).toBe('run-finished');
    return events.filter(isNote).map(({ note }) => note);
  };
  const saysSo = expect.stringContaining('sees other values than it has learned from');
  expect(await notesOf({})).not.toContainEqual(saysSo);
  expect(await notesOf({ augment: { ...startingSpec.augment, normalise: 'unit' } })).toContainEqual(
    saysSo,
  );
});
