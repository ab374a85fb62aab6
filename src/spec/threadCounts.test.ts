import { expect, it } from 'vitest';
import { maxThreads, threadCounts } from './threadCounts.ts';

it('threads are powers of two, one a core and eight at most', () => {
  expect(threadCounts(6)).toEqual([1, 2, 4]);
  expect([1, 2, 3, 6, 8, 12, 64].map(maxThreads)).toEqual([1, 2, 2, 4, 8, 8, 8]);
});
