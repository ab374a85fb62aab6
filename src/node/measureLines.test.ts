import { expect, it } from 'vitest';
import type { RoundMeasures } from '../spec/run/runState.ts';
import { measureLines } from './measureLines.ts';

const measures = {
  hardestFifth: 0.4,
  hardestClasses: [1],
  easierHalf: 0.9125,
  worstClass: 0.25,
  worstClassIndex: 1,
  harmonicMeanRecall: 0.5,
  calibration: { ece: 0.0321, bins: [], rightConfidence: 0.8, wrongConfidence: 0.5 },
  severity: 1.5,
  leastRisk: { error: 0.25, severity: 1.2 },
};
const measured: RoundMeasures = {
  round: 2,
  split: 'test',
  rankedOn: 'validation',
  severityTree: 'coarse-labels',
  network: { ...measures, separability: 3.25, rescued: null },
  ensemble: { ...measures, disagreement: 0.125 },
  confidences: { network: [], ensemble: [] },
};
const main =
  'hardest fifth 40.00%, easier half 91.25%, worst class 25.00% (b), harmonic mean of recalls 50.00%, ECE 3.21%, confidence 80.0% right, 50.0% wrong, severity 1.50, by least risk error 25.00% and severity 1.20';

it('tells of the network and of the vote', () => {
  expect(measureLines(measured, ['a', 'b'])).toEqual([
    '  on test images, classes ranked on validation:',
    `    network 2: ${main}, separability 3.25`,
    `    ensemble of 2: ${main}, disagreement 12.50%`,
  ]);
});

it('tells of the first network alone, and nothing of what is unknown', () => {
  const network = { ...measured.network, severity: null, leastRisk: null, separability: null };
  expect(measureLines({ ...measured, round: 1, network }, ['a', 'b'])).toEqual([
    `  on test images, classes ranked on validation: ${main.replace(/, severity 1.*/, '')}`,
  ]);
});
