import { expect, it } from 'vitest';
import { sampleOutcome } from '../../analysis/testing/sampleOutcomes.ts';
import { knownMeasures, shownMeasures } from './shownMeasures.ts';

it('shows what was chosen and is known, and the error where nothing of it is', () => {
  const known = knownMeasures([sampleOutcome()]);
  expect(shownMeasures(['ece', 'severity', 'top1'], known)).toEqual(['top1', 'ece']);
  expect(shownMeasures(['severity'], known)).toEqual(['top1']);
});
