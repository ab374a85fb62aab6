import { expect, test } from 'vitest';
import { sampleLog } from '../../../analysis/testing/sampleRun.ts';
import { foldRun } from '../../../spec/testing/foldRun.ts';
import { importanceExtent } from './importanceExtent.ts';

test('the axis holds 1 at first and never shrinks within a run', () => {
  const log = sampleLog({ data: 'glyphs', epochs: 5 });
  let before = { min: 0.8, max: 1.2 };
  for (let length = 2; length <= log.length; length++) {
    const state = foldRun(log.slice(0, length));
    if (state === null) continue;
    const extent = importanceExtent(state);
    expect(extent.min).toBeLessThanOrEqual(before.min);
    expect(extent.max).toBeGreaterThanOrEqual(before.max);
    before = extent;
  }
  expect(before.max).toBeGreaterThan(1.2);
});
