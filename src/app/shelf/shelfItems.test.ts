import { expect, it } from 'vitest';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';
import { remoteItems, storedItems, storedText } from './shelfItems.ts';

const storage: StorageView = {
  kind: 'browser',
  unfinished: 0,
  room: { used: 118e6, quota: 2e9 },
  datasets: [
    {
      state: 'whole',
      bytes: 55e6,
      hash: 'aa',
      name: 'MNIST',
      source: 'catalog:mnist',
      format: 'IDX',
      classes: [...'0123456789'],
      shape: { height: 28, width: 28, channels: 1 },
      values: 'uint8',
      trainCount: 60_000,
      testCount: 10_000,
      notes: [],
      files: [],
      keptAt: 1,
    },
    { state: 'damaged', bytes: 2e6, hash: 'bb' },
  ],
};

it('tells what is stored with its size, and what is damaged', () => {
  const [whole, damaged] = storedItems(storage);
  expect(whole).toMatchObject({ title: 'MNIST', note: '10 classes · 55.0 MB' });
  expect(damaged).toMatchObject({ hash: 'bb', isWhole: false, note: '2.0 MB, was never finished' });
  expect(storedText(storage)).toBe('57.0 MB');
});

it('offers to fetch only what is not stored', () => {
  const sources = (view: StorageView | null) => remoteItems(view).map(({ source }) => source);
  expect(sources(null)).toContain('catalog:mnist');
  expect(sources(storage)).not.toContain('catalog:mnist');
  expect(sources(storage)).toContain('catalog:cifar-100');
});
