import { expect, test } from 'vitest';
import { withinBytes } from './imageSources.ts';

test('takes files in their order as long as they fit together', () => {
  const files = [{ size: 4 }, { size: 9 }, { size: 3 }, { size: 4 }, { size: 1 }];
  expect(withinBytes(files, 8)).toEqual([{ size: 4 }, { size: 3 }, { size: 1 }]);
  expect(withinBytes(files, 100)).toEqual(files);
  expect(withinBytes(files, 0)).toEqual([]);
});
