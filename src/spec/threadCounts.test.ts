import { expect, it } from 'vitest';
import { mostThreads, threadCounts } from './threadCounts.ts';

it('threads are powers of two, one a core and eight at most', () => {
  expect(threadCounts(6)).toEqual([1, 2, 4]);
  expect([1, 2, 3, 6, 8, 12, 64].map(mostThreads)).toEqual([1, 2, 2, 4, 8, 8, 8]);
});
