/** Top-down inference beside the full mixture: accuracy, dot products and time. */
import {
  type Assignments,
  byUnit,
  fullMixture,
  type Inference,
  type MixtureModel,
  topDown,
} from '../../algorithms/levelwise/topDown.ts';
import type { LevelwiseTrainer } from '../../engine/engine.ts';
import { roundNumber } from '../../lib/roundNumber.ts';
import type { EventOf, RunEventBody } from '../../spec/run/runEvent.ts';
import type { SplitName } from '../../spec/units.ts';
import type { MethodContext } from '../context.ts';
import { evenlySpaced } from '../evenlySpaced.ts';
import type { Mixture } from './mixture.ts';

/** Images that are classified, at most. */
const maxImages = 1000;
/** The numbers of best groups kept at each level, as far as there are groups. */
const keptGroups = [1, 2, 3, 5];

/** The event that compares the two on test images, else validation, else training images. */
export async function topDownMeasured(
  context: MethodContext,
  trainer: LevelwiseTrainer,
  mixture: Mixture,
): Promise<RunEventBody> {
  const { split, features, labels } = await someFeatures(context, trainer);
  const model = await modelOf(trainer, mixture, features);
  const most = Math.max(...mixture.groups.map(({ groupCount }) => groupCount));
  const kept = keptGroups.filter((groupsKept) => groupsKept < most);
  const levels = mixture.groups;
  const rows: Row[] = [];
  for (const groupsKept of [null, ...kept]) {
    // With thousands of classes each takes seconds.
    await context.control.yieldIfDue();
    rows.push(
      timed(groupsKept, labels, () =>
        groupsKept === null ? fullMixture(model) : topDown({ ...model, levels, groupsKept }),
      ),
    );
  }
  return { type: 'top-down-measured', split, images: labels.length, rows };
}

/** Features of evenly spaced images of the split. */
async function someFeatures({ data, control }: MethodContext, trainer: LevelwiseTrainer) {
  const split: SplitName =
    (['test', 'validation'] as const).find((name) => data.whole[name] !== undefined) ?? 'train';
  const set = data.whole[split];
  if (!set) throw new RangeError('There are no images');
  const chosen = evenlySpaced(set.labels.length, maxImages);
  await control.yieldIfDue();
  const indices = Int32Array.from(chosen);
  const features = await trainer.features(await set.some(indices));
  return { split, features, labels: Int32Array.from(chosen, (image) => set.labels[image]) };
}

async function modelOf(
  trainer: LevelwiseTrainer,
  mixture: Mixture,
  features: Float32Array,
): Promise<MixtureModel> {
  const classifiers = await trainer.classifiers();
  const assignments: Assignments = [...mixture.usedAssignments(), null];
  return {
    features,
    classifiers: classifiers.map(({ weights, bias }) => byUnit(weights, bias)),
    assignments,
    levelWeights: await trainer.levelWeights(),
  };
}

type Row = EventOf<'top-down-measured'>['rows'][number];

function timed(groupsKept: number | null, labels: Int32Array, infer: () => Inference): Row {
  const began = performance.now();
  const { predicted, dotProducts } = infer();
  const elapsed = performance.now() - began;
  const right = predicted.filter((index, image) => index === labels[image]).length;
  return {
    groupsKept,
    accuracy: right / labels.length,
    dotProducts: dotProducts / labels.length,
    milliseconds: roundNumber(elapsed / labels.length),
  };
}
