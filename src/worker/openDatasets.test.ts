import { expect, it } from 'vitest';
import type { OpenedData } from './library.ts';
import { OpenDatasets } from './openDatasets.ts';

/** What was read under some name; the hash is that of the content. */
const read = (source: string, hash = source) =>
  ({ dataset: { hash }, source, files: [] }) as unknown as OpenedData;

it('holds the data set that was read last, and forgets the one before', () => {
  const datasets = new OpenDatasets();
  expect(() => datasets.requireCurrent()).toThrow('There is no data set yet');
  for (const name of ['cats', 'leaves']) {
    datasets.add(read(name));
    datasets.makeCurrent(name);
    expect(datasets.requireCurrent().source).toBe(name);
  }
  expect(() => datasets.find('cats')).toThrow('not at hand any more');
});

it('keeps equal data that were read twice apart, each until its fate is told', () => {
  const datasets = new OpenDatasets();
  const [first, leaves, second] = [read('a', 'cats'), read('leaves'), read('b', 'cats')];
  for (const opened of [first, leaves, second]) datasets.add(opened);
  datasets.makeCurrent('cats');
  datasets.makeCurrent('leaves');
  datasets.makeCurrent('cats');
  expect(datasets.requireCurrent()).toBe(second);
  datasets.add(first);
  datasets.add(second);
  datasets.discard('cats');
  datasets.makeCurrent('cats');
  expect(datasets.requireCurrent()).toBe(second);
});
