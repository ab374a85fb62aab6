import { expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatDuration,
  formatFixed,
  formatHash,
  formatPercent,
} from './numberFormat.ts';

it('writes numbers for people, and a dash for what is unknown', () => {
  expect(formatPercent(0.2661)).toBe('26.6%');
  expect([formatPercent(null), formatFixed(undefined, 2), formatDuration(Number.NaN)]).toEqual([
    '–',
    '–',
    '–',
  ]);
  expect(formatFixed(1.005, 1)).toBe('1.0');
  expect(formatCount(60_000)).toBe('60,000');
  expect([10, 1000, 442_368, 999_700, 40_551_040].map(formatCompact)).toEqual([
    '10',
    '1.00 k',
    '442 k',
    '1.00 M',
    '40.6 M',
  ]);
  expect([0.42, 38.2, 125, 11_400].map(formatDuration)).toEqual([
    '0.4 s',
    '38 s',
    '2 min 05 s',
    '3 h 10 min',
  ]);
  expect([24_576, 28_525_295, 2e9].map(formatBytes)).toEqual(['24,576 B', '28.5 MB', '2.00 GB']);
  expect(formatHash('7c1e000094b2')).toBe('7c1e·94b2');
});
