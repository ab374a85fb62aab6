import { layerCases } from './layerCases.ts';
import { mixtureCases } from './mixtureCases.ts';
import { objectiveCases } from './objectiveCases.ts';
import type { SelfTestCase } from './selfTestCase.ts';

/** All that a device is tested by: every kernel, in all of its ways. */
export const selfTestCases: readonly SelfTestCase[] = [
  ...layerCases,
  ...objectiveCases,
  ...mixtureCases,
];
