import { expect, test } from 'vitest';
import { deviceLimits } from './deviceLimits.ts';

test('a data set may take a quarter of the memory that the browser tells of, at most two GiB', () => {
  expect(deviceLimits({ deviceMemory: 2 })).toEqual({
    decodedBytes: 2 ** 29,
    decodedReason: ', a quarter of this device’s memory',
  });
  for (const deviceMemory of [8, 32]) expect(deviceLimits({ deviceMemory })).toEqual({});
  expect(deviceLimits({})).toEqual({});
});
