/** What the objective of a single network amounts to on the data at hand. */
import {
  difficultyWeights,
  effectiveNumberWeights,
} from '../algorithms/objectives/classWeights.ts';
import { logitAdjustments } from '../algorithms/objectives/logitAdjustments.ts';
import { hierarchicalCoefficients, softLabelShares } from '../algorithms/objectives/treeTargets.ts';
import type { GroupedLevel } from '../data/hierarchy/levelPlan.ts';
import type { PreparedData } from '../data/prepare/preparedData.ts';
import { type Objective, plainObjective, type Trainer } from '../engine/engine.ts';
import { type HandlersByKind, handleByKind } from '../lib/byKind.ts';
import type { ObjectiveSpec } from '../spec/objectives/objectives.ts';
import type { SplitOutputs } from './context.ts';
import { accuracyFacts } from './evaluate.ts';

export interface SingleObjective {
  readonly objective: Objective;
  /** Weight of each class at first, with a mean of 1. */
  readonly weights: Float64Array;
  /**
   * The weights of the classes after an epoch, with a mean of 1; set on the trainer where it does
   * not change them itself. Null where they never change.
   */
  readonly refresh: ((trainer: Trainer, outputs: SplitOutputs) => Promise<Float64Array>) | null;
}

type Data = Pick<PreparedData, 'classes' | 'trainCounts' | 'tree'>;

/** The objective of a spec, plain cross-entropy where it names none. @throws RangeError without a tree. */
export function singleObjective(spec: ObjectiveSpec | undefined, data: Data): SingleObjective {
  return spec === undefined
    ? unweighted(plainObjective, data)
    : handleByKind(objectives, spec, data);
}

const objectives: HandlersByKind<ObjectiveSpec, [Data], SingleObjective> = {
  focal: ({ gamma }, data) => unweighted({ kind: 'focal', focusing: gamma }, data),
  'class-balanced': ({ beta }, data) => ({
    objective: { kind: 'mean-likelihood' },
    weights: effectiveNumberWeights(data.trainCounts, beta),
    refresh: null,
  }),
  'logit-adjusted': ({ tau }, data) => {
    const adjustments = logitAdjustments(data.trainCounts, tau);
    return unweighted({ kind: 'adjusted-likelihood', adjustments }, data);
  },
  'class-difficulty-balanced': ({ tau }, data) => ({
    ...unweighted({ kind: 'mean-likelihood' }, data),
    refresh: async (trainer, outputs) => {
      const weights = difficultyWeights(validationAccuracy(outputs, data.classes.length), tau);
      trainer.setClassWeights(weights);
      return weights;
    },
  }),
  'robust-over-classes': ({ eta }, data) => ({
    ...unweighted({ kind: 'robust', rate: eta }, data),
    refresh: async (trainer) => {
      const q = await trainer.classWeights();
      if (q === null) throw new RangeError('The trainer holds no class weights');
      return q.map((weight) => weight * q.length);
    },
  }),
  'hierarchical-cross-entropy': ({ alpha }, data) => {
    const levels = treeOf(data);
    const groups = levels.map(({ groupOf }) => groupOf);
    const coefficients = hierarchicalCoefficients(levels.length, alpha);
    return unweighted({ kind: 'hierarchical', groups, coefficients }, data);
  },
  'tree-soft-labels': ({ beta }, data) => {
    const levels = treeOf(data);
    const groups = levels.map(({ groupOf }) => groupOf);
    return unweighted({ kind: 'soft-labels', groups, shares: softLabelShares(levels, beta) }, data);
  },
};

function unweighted(objective: Objective, { classes }: Data): SingleObjective {
  return { objective, weights: new Float64Array(classes.length).fill(1), refresh: null };
}

function treeOf({ tree }: Data): readonly GroupedLevel[] {
  if (tree === null) throw new RangeError('There is no tree of the classes');
  return tree.levels;
}

function validationAccuracy({ validation }: SplitOutputs, classCount: number) {
  const { classAccuracy } = accuracyFacts(validation ? { validation } : {}, classCount);
  const { validation: accuracies } = classAccuracy;
  if (accuracies === undefined) throw new RangeError('There are no validation images');
  return accuracies;
}
