/** Batches of as many images as there are, where an experiment asks for more of them than that. */
import type { PreparedData } from '../data/prepare/preparedData.ts';
import { formatCount } from '../lib/numberFormat.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';

type Fitted = Pick<PreparedData, 'batchSize'>;

/** The experiment with batches that its training images fill. */
export function withFittingBatches(spec: ExperimentSpec, { batchSize }: Fitted): ExperimentSpec {
  if (batchSize === spec.training.batchSize) return spec;
  return { ...spec, training: { ...spec.training, batchSize } };
}

/** Tells of smaller batches than were asked for; null where they are as asked. */
export function batchNote({ training }: ExperimentSpec, { batchSize }: Fitted): string | null {
  if (batchSize === training.batchSize) return null;
  return `Batches are of ${formatCount(batchSize)} images, all that there are to train on; the experiment asks for ${formatCount(training.batchSize)}.`;
}
