/** Measuring a network: inference mode, no augmentation, averages in double precision. */
import { classAccuracy, predictedClasses, topErrors } from '../algorithms/metrics/predictions.ts';
import type { EvaluationSet, EvaluationSets } from '../data/prepare/preparedData.ts';
import type { Trainer } from '../engine/engine.ts';
import type { AccuracyBySplit, TopErrorsBySplit } from '../spec/run/events/eventFields.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import { type SplitName, splitNames, topErrorRanks } from '../spec/units.ts';
import type { MethodContext, Outputs, SplitOutputs } from './context.ts';

/** A network's outputs on every set given. */
export async function predictSets(
  context: MethodContext,
  trainer: Trainer,
  sets: EvaluationSets,
): Promise<SplitOutputs> {
  const outputs: Partial<Record<SplitName, Outputs>> = {};
  for (const split of splitNames) {
    const set = sets[split];
    if (set) outputs[split] = await predictSet(context, trainer, set);
  }
  return outputs;
}

/** A network's outputs on one set. */
export async function predictSet(
  context: MethodContext,
  trainer: Trainer,
  set: EvaluationSet,
): Promise<Outputs> {
  const classCount = context.data.classes.length;
  const probabilities = new Float32Array(set.labels.length * classCount);
  for await (const { images, start } of set.ranges()) {
    await context.control.yieldIfDue();
    probabilities.set(await trainer.predict(images), start * classCount);
  }
  return { probabilities, labels: set.labels };
}

type AnyOutputs = SplitOutputs<Float32Array | Float64Array>;

/** Measures the outputs of every split there is. */
function mapSplits<Value>(
  outputs: AnyOutputs,
  measure: (ofSplit: Outputs<Float32Array | Float64Array>) => Value,
): Partial<Record<SplitName, Value>> {
  return Object.fromEntries(
    splitNames.flatMap((split) => {
      const ofSplit = outputs[split];
      return ofSplit ? [[split, measure(ofSplit)]] : [];
    }),
  );
}

/** Top-k errors and accuracy per class of every split predicted. */
export function epochFacts(
  outputs: SplitOutputs,
  classCount: number,
): Pick<EventOf<'epoch-finished'>, 'errors' | 'topErrors' | 'classAccuracy'> {
  const facts = accuracyFacts(outputs, classCount);
  const errors = Object.entries(facts.topErrors).map(([split, ofSplit]) => [split, ofSplit['1']]);
  return { errors: Object.fromEntries(errors), ...facts };
}

/** What `round-finished` reports of a network or an ensemble. */
export function accuracyFacts(
  outputs: AnyOutputs,
  classCount: number,
): { topErrors: TopErrorsBySplit; classAccuracy: AccuracyBySplit } {
  return {
    topErrors: mapSplits(outputs, ({ probabilities, labels }) =>
      topErrors(probabilities, labels, classCount, topErrorRanks),
    ),
    classAccuracy: accuracyOf(outputs, classCount),
  };
}

function accuracyOf(outputs: AnyOutputs, classCount: number): AccuracyBySplit {
  return mapSplits(outputs, ({ probabilities, labels }) =>
    classAccuracy(predictedClasses(probabilities, classCount), labels, classCount),
  );
}
