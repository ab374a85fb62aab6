import { expect, it } from 'vitest';
import { drawnByConfusions } from './confusionAssignment.ts';
import { GroupCounts } from './groupCounts.ts';

it('labels drawn by confusions come to their shares, class by class', () => {
  // Rows are predicted classes: class 0 is taken for 1 in a quarter of its images, 2 was not seen.
  const counts = GroupCounts.from(Float64Array.of(6, 1, 0, 2, 7, 0, 0, 0, 0), 3, 3);
  const labels = Int32Array.from({ length: 6000 }, (_, image) => image % 3);
  const drawn = drawnByConfusions(counts, labels, 4);
  const found = GroupCounts.of(drawn, labels, 3, 3);
  expect(found.at(1, 0) / 2000).toBeCloseTo(1 / 4, 1);
  expect(found.at(0, 1) / 2000).toBeCloseTo(1 / 8, 1);
  expect(found.at(2, 0) + found.at(2, 1)).toBe(0);
  expect(found.at(2, 2)).toBe(2000);
  expect(drawnByConfusions(counts, labels, 4)).toEqual(drawn);
  expect(drawnByConfusions(counts, labels, 5)).not.toEqual(drawn);
});
