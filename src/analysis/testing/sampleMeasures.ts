/** Made-up measures of a round: true to its predictions, with a confidence drawn for each image. */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { calibration } from '../../algorithms/metrics/calibration.ts';
import {
  hardAndEasy,
  harmonicMeanRecall,
  worstClass,
} from '../../algorithms/metrics/hardClasses.ts';
import { disagreement, rescuedShares } from '../../algorithms/metrics/members.ts';
import { mistakeSeverity } from '../../algorithms/metrics/mistakeSeverity.ts';
import { classAccuracy } from '../../algorithms/metrics/predictions.ts';
import { createRandom } from '../../lib/random.ts';
import { roundNumber } from '../../lib/roundNumber.ts';
import type { Measures } from '../../spec/run/events/measureEvents.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';

interface SampleRound {
  readonly round: number;
  readonly testPerClass: number;
  /** What each network up to this one predicts for the test images, class by class. */
  readonly members: readonly (readonly number[])[];
  /** What the vote predicted before this network, and predicts with it. */
  readonly before: readonly number[] | null;
  readonly ensemble: readonly number[];
  /** Accuracy that classes are ranked by. */
  readonly ranking: readonly number[];
  /** Null without a tree. */
  readonly tree: readonly LevelGroups[] | null;
}

export function sampleMeasured(sample: SampleRound): RunEventBody {
  const { round, members, before, ensemble, ranking, testPerClass } = sample;
  const network = members[members.length - 1];
  const labels = network.map((_, image) => Math.floor(image / testPerClass));
  const [own, voted] = [measure(sample, network, labels), measure(sample, ensemble, labels)];
  const classes = ranking.length;
  return {
    type: 'round-measured',
    round,
    split: 'test',
    rankedOn: 'train',
    severityTree: sample.tree === null ? null : 'hierarchy',
    network: {
      ...own.measures,
      separability: 2.1 + 0.1 * round,
      rescued: before && rescuedShares(before, network, Int32Array.from(labels), classes),
    },
    ensemble: { ...voted.measures, disagreement: disagreement(members) },
    confidences: { network: own.confidence, ensemble: voted.confidence },
  };
}

function measure(
  { round, ranking, tree }: SampleRound,
  predictions: readonly number[],
  labels: readonly number[],
): { measures: Measures; confidence: number[] } {
  const random = createRandom(round, 'confidence');
  const confidence = predictions.map((predicted, image) => {
    const sure = random.uniform();
    return roundNumber(predicted === labels[image] ? 0.4 + 0.6 * sure ** 0.4 : 0.2 + 0.7 * sure, 3);
  });
  const predicted = Int32Array.from(predictions);
  const truth = Int32Array.from(labels);
  const accuracy = classAccuracy(predicted, truth, ranking.length);
  const { hardestClasses, ...ends } = hardAndEasy(ranking, accuracy);
  const { bins, ...calibrated } = calibration(Float64Array.from(confidence), predicted, truth);
  const worst = worstClass(accuracy);
  return {
    confidence,
    measures: {
      ...ends,
      hardestClasses: [...hardestClasses],
      worstClass: worst?.accuracy ?? null,
      worstClassIndex: worst?.index ?? null,
      harmonicMeanRecall: harmonicMeanRecall(accuracy),
      calibration: { ...calibrated, bins: [...bins] },
      severity: tree && mistakeSeverity(tree, predicted, truth),
      // Made-up runs have no probabilities: these stand for them.
      leastRisk: tree && { error: 0.21, severity: 1.5 },
    },
  };
}
