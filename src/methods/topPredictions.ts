import { topClasses } from '../algorithms/metrics/predictions.ts';
import { roundNumber } from '../lib/roundNumber.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import type { Outputs } from './context.ts';
import { evenlySpaced } from './evenlySpaced.ts';

/** Test images whose largest probabilities are told, at most. */
const maxImages = 1000;
const maxRanks = 5;

/** The largest probabilities of test images, evenly spaced; null where there are none. */
export function topPredictionsOf(
  outputs: Outputs | undefined,
  classCount: number,
): EventOf<'round-finished'>['topPredictions'] {
  if (!outputs) return null;
  const images = evenlySpaced(outputs.labels.length, maxImages);
  const ranks = Math.min(maxRanks, classCount);
  const classes: number[] = [];
  const probabilities: number[] = [];
  for (const image of images) {
    const row = outputs.probabilities.subarray(image * classCount, (image + 1) * classCount);
    for (const index of topClasses(row, classCount, ranks)) {
      classes.push(index);
      probabilities.push(roundNumber(row[index]));
    }
  }
  return { images, ranks, classes, probabilities };
}
