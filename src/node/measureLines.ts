/** What a terminal is told of a finished round's measures beyond its errors. */
import { oneLine } from '../data/limits.ts';
import { formatFixed, formatPercent } from '../lib/numberFormat.ts';
import type { Measures } from '../spec/run/events/measureEvents.ts';
import type { RoundMeasures } from '../spec/run/runState.ts';

/** A line of the network and one of the vote; of the first network, which is the vote, one alone. */
export function measureLines(measured: RoundMeasures, classes: readonly string[]): string[] {
  const { round, network, ensemble, split, rankedOn } = measured;
  const { separability } = network;
  const ofNetwork = [
    ...mainMeasures(network, classes),
    ...(separability === null ? [] : [`separability ${formatFixed(separability, 2)}`]),
  ];
  const where = `on ${split} images, classes ranked on ${rankedOn}`;
  if (round === 1) return [`  ${where}: ${ofNetwork.join(', ')}`];
  const { disagreement } = ensemble;
  const ofEnsemble = [
    ...mainMeasures(ensemble, classes),
    ...(disagreement === null ? [] : [`disagreement ${formatPercent(disagreement, 2)}`]),
  ];
  return [
    `  ${where}:`,
    `    network ${round}: ${ofNetwork.join(', ')}`,
    `    ensemble of ${round}: ${ofEnsemble.join(', ')}`,
  ];
}

function mainMeasures(measures: Measures, classes: readonly string[]): string[] {
  const { worstClassIndex, calibration, severity, leastRisk } = measures;
  const worst = worstClassIndex === null ? '' : ` (${oneLine(classes[worstClassIndex])})`;
  const { ece, rightConfidence, wrongConfidence } = calibration;
  return [
    `hardest fifth ${formatPercent(measures.hardestFifth, 2)}`,
    `easier half ${formatPercent(measures.easierHalf, 2)}`,
    `worst class ${formatPercent(measures.worstClass, 2)}${worst}`,
    `harmonic mean of recalls ${formatPercent(measures.harmonicMeanRecall, 2)}`,
    `ECE ${formatPercent(ece, 2)}`,
    `confidence ${formatPercent(rightConfidence)} right, ${formatPercent(wrongConfidence)} wrong`,
    ...(severity === null ? [] : [`severity ${formatFixed(severity, 2)}`]),
    ...(leastRisk === null
      ? []
      : [
          `by least risk error ${formatPercent(leastRisk.error, 2)} and severity ${formatFixed(leastRisk.severity, 2)}`,
        ]),
  ];
}
