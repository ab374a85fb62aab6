/** Data sets as values of an axis: each once, whole, and split as the base has it. */
import { expect, it } from 'vitest';
import { plannedSettings } from '../../spec/sweeps/plannedRuns.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import { axisOfData, dataValues, offeredData, withBase } from './dataValues.ts';
import { newSweep, withAxes } from './sweepDraft.ts';
import { sampleBase } from './testing/sweepBrowser.ts';

const glyphs = { ...sampleDataset('Glyphs', ['a', 'b']), source: 'builtin:glyphs' };
const described = {
  state: 'whole' as const,
  bytes: 1,
  format: 'folders',
  shape: glyphs.shape,
  values: 'uint8' as const,
  trainCount: 4,
  testCount: null,
  notes: [],
  files: [],
  keptAt: 0,
};
const leaves = (hash: string) => ({
  ...described,
  name: 'leaves',
  source: 'local:leaves',
  hash: hash.repeat(64),
  classes: ['oak', 'ash'],
});
const storage: StorageView = {
  kind: 'browser',
  datasets: [
    leaves('c'),
    leaves('d'),
    {
      ...described,
      name: 'MNIST',
      source: 'catalog:mnist',
      hash: 'e'.repeat(64),
      classes: ['0', '1'],
    },
    { state: 'damaged', bytes: 1, hash: 'f'.repeat(64) },
  ],
  unfinished: 0,
  room: null,
};
const base = {
  ...sampleBase,
  dataset: { ...sampleBase.dataset, classes: ['a', 'b'], limitPerClass: 20 },
};
const offered = offeredData(glyphs, storage);

it('offers what is at hand, stored, built in and published, each once', () => {
  expect(offered.map(({ title, isHere }) => `${title} ${isHere}`)).toEqual([
    'Glyphs true',
    'leaves true',
    'leaves true',
    'MNIST true',
    'Shapes true',
    'Fashion-MNIST false',
    'KMNIST false',
    'CIFAR-10 false',
    'CIFAR-100 false',
  ]);
  const names = dataValues(base, offered).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('makes a sweep that reads, with classes of the base for its own data alone', () => {
  const axis = axisOfData(base, glyphs);
  const values = dataValues(base, offered);
  expect(values[0]).toEqual(axis.values[0]);
  const sweep = withAxes(newSweep(base), [{ ...axis, values }]);
  const reading = readSweep(JSON.parse(JSON.stringify(sweep)));
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const settings = plannedSettings(reading.sweep);
  expect(settings.map(({ name }) => name)).toEqual(values.map(({ name }) => name));
  const [own, stored] = settings.map(({ spec }) => spec.dataset);
  expect(own).toMatchObject({ source: 'builtin:glyphs', classes: ['a', 'b'], limitPerClass: 20 });
  expect(stored).toMatchObject({ hash: 'c'.repeat(64), classes: null, limitPerClass: 20 });
});

it('splits all data sets as another base does', () => {
  const axis = { ...axisOfData(base, glyphs), values: dataValues(base, offered) };
  const other = { ...base, dataset: { ...base.dataset, limitPerClass: 50, classes: null } };
  const sweep = withBase(withAxes(newSweep(base), [axis]), other);
  expect(sweep.base).toBe(other);
  expect(sweep.axes[0].values).toEqual(dataValues(other, offered));
});

it('holds out a share where the base uses validation images that a data set does not bring', () => {
  const own = { ...base, dataset: { ...base.dataset, validation: 'own' as const } };
  const [, stored] = dataValues(own, offered);
  expect(stored.set.dataset).toMatchObject({ validation: 0.1 });
});
