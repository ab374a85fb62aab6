import { layerCases } from './layerCases.ts';
import { mixtureCases } from './mixtureCases.ts';
import { objectiveCases } from './objectiveCases.ts';
import type { SelfTestCase } from './selfTestCase.ts';

/** The same with what passes between layers stored at half precision. */
const halfCases: readonly SelfTestCase[] = layerCases.map((one) => ({ ...one, isAtHalf: true }));

/** All that a device is tested by: every kernel, in all of its ways. */
export const selfTestCases: readonly SelfTestCase[] = [
  ...layerCases,
  ...objectiveCases,
  ...mixtureCases,
];

/** All that one which trains in mixed precision is tested by. */
export const mixedSelfTestCases: readonly SelfTestCase[] = [...selfTestCases, ...halfCases];
