/**
 * Inference from the coarsest level down (ours; Eq. 8 itself puts the whole mixture at O(Nd)): of
 * each level's groups only those are computed that hold a class still in question, and only the k
 * best are kept. The full mixture is computed by the same loops, so that times may be compared.
 */
import { exp } from '../../lib/transcendental/exp.ts';
import type { LevelGroups } from './levels.ts';

/** Ψ of each level, the classes' own included: N_l × N, row by row; null is the identity. */
export type Assignments = readonly (Float64Array | null)[];

/** A linear classifier whose weights lie unit by unit: logits = W x + b. */
export interface UnitClassifier {
  /** W, units × d. */
  readonly weights: Float32Array;
  /** b. */
  readonly bias: Float32Array;
}

/** A classifier of d × units weights laid out unit by unit, so that a unit's weights are read in a row. */
export function byUnit(weights: Float32Array, bias: Float32Array): UnitClassifier {
  const units = bias.length;
  const featureCount = weights.length / units;
  const turned = new Float32Array(weights.length);
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < featureCount; k++) {
      turned[unit * featureCount + k] = weights[k * units + unit];
    }
  }
  return { weights: turned, bias };
}

export interface MixtureModel {
  /** x of each image, images × d: the trunk's output. */
  readonly features: Float32Array;
  /** The classifier of each level, coarsest first, the classes' last. */
  readonly classifiers: readonly UnitClassifier[];
  /** Ψ as the mixture uses it, one a classifier; null is the identity. */
  readonly assignments: Assignments;
  /** θ. */
  readonly levelWeights: Float64Array;
}

export interface TopDownModel extends MixtureModel {
  /** The groups of the levels above the classes. */
  readonly levels: readonly LevelGroups[];
  /** k: the groups that stay in question at each level. */
  readonly groupsKept: number;
}

export interface Inference {
  /** The class predicted for each image; of equals the lowest. */
  readonly predicted: Int32Array;
  /** Dot products of features with a unit's weights, over all images. */
  readonly dotProducts: number;
}

/**
 * Predicts from the top down. At each level the logits of the groups that hold a class in question
 * are computed, their softmax runs over these alone, and classes outside the k best groups (ties:
 * the lower index) drop out. A class's score is Σ_l θ_l Σ_t z̃^l_t Ψ^l_ty; those left compete.
 */
export function topDown(model: TopDownModel): Inference {
  const { levels, groupsKept } = model;
  return inferEach(model, (scorer, image) => {
    let classes = scorer.allClasses;
    for (let level = 0; level < levels.length; level++) {
      const { groupOf, groupCount } = levels[level];
      const groups = groupsOf(classes, groupOf, groupCount);
      const probabilities = scorer.probabilities(image, level, groups);
      const kept = bestGroups(groups, probabilities, groupsKept, groupCount);
      classes = classes.filter((index) => kept[groupOf[index]] === 1);
      scorer.add(level, groups, probabilities, classes);
    }
    scorer.add(
      levels.length,
      classes,
      scorer.probabilities(image, levels.length, classes),
      classes,
    );
    return scorer.best(classes);
  });
}

/** Predicts from every logit of every level. */
export function fullMixture(model: MixtureModel): Inference {
  const units = model.classifiers.map(({ bias }) => Int32Array.from(bias.keys()));
  return inferEach(model, (scorer, image) => {
    const classes = scorer.allClasses;
    units.forEach((all, level) => {
      scorer.add(level, all, scorer.probabilities(image, level, all), classes);
    });
    return scorer.best(classes);
  });
}

function inferEach(
  model: MixtureModel,
  predict: (scorer: Scorer, image: number) => number,
): Inference {
  const scorer = new Scorer(model);
  const predicted = Int32Array.from({ length: scorer.imageCount }, (_, image) => {
    scorer.scores.fill(0);
    return predict(scorer, image);
  });
  return { predicted, dotProducts: scorer.dotProducts };
}

/** Computes units of the levels and adds what they say of the classes, image by image. */
class Scorer {
  readonly scores: Float64Array;
  readonly allClasses: Int32Array;
  readonly imageCount: number;
  dotProducts = 0;
  private readonly featureCount: number;

  constructor(private readonly model: MixtureModel) {
    const { weights, bias } = model.classifiers[model.classifiers.length - 1];
    this.scores = new Float64Array(bias.length);
    this.allClasses = Int32Array.from(bias.keys());
    this.featureCount = weights.length / bias.length;
    this.imageCount = model.features.length / this.featureCount;
  }

  /** The softmax of a level over some of its units alone. */
  probabilities(image: number, level: number, units: Int32Array): Float64Array {
    const { features, classifiers } = this.model;
    const { weights, bias } = classifiers[level];
    const length = this.featureCount;
    this.dotProducts += units.length;
    const values = Float64Array.from(
      units,
      (unit) => bias[unit] + dotProduct(features, image * length, weights, unit * length, length),
    );
    const largest = values.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let place = 0; place < values.length; place++) {
      values[place] = exp(values[place] - largest);
      sum += values[place];
    }
    return values.map((value) => value / sum);
  }

  /** Adds θ_l Σ_t z̃^l_t Ψ^l_ty to the scores of some classes. */
  add(level: number, units: Int32Array, probabilities: Float64Array, classes: Int32Array): void {
    const { assignments, levelWeights } = this.model;
    const { scores } = this;
    const assignment = assignments[level];
    units.forEach((unit, place) => {
      const weight = levelWeights[level] * probabilities[place];
      if (assignment === null) {
        scores[unit] += weight;
        return;
      }
      const row = unit * scores.length;
      for (const index of classes) scores[index] += weight * assignment[row + index];
    });
  }

  /** The class of the highest score among some, which are in rising order. */
  best(classes: Int32Array): number {
    return classes.reduce((a, b) => (this.scores[b] > this.scores[a] ? b : a));
  }
}

/** Two sums side by side, since each addition would else wait for the one before. */
function dotProduct(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  length: number,
): number {
  let even = 0;
  let odd = 0;
  const paired = length - (length % 2);
  for (let k = 0; k < paired; k += 2) {
    even += a[aStart + k] * b[bStart + k];
    odd += a[aStart + k + 1] * b[bStart + k + 1];
  }
  return paired < length ? even + odd + a[aStart + paired] * b[bStart + paired] : even + odd;
}

/** The groups that hold some of the classes, in rising order. */
function groupsOf(classes: Int32Array, groupOf: Int32Array, groupCount: number): Int32Array {
  const holds = new Uint8Array(groupCount);
  for (const index of classes) holds[groupOf[index]] = 1;
  return Int32Array.from(holds.keys()).filter((group) => holds[group] === 1);
}

/** 1 for each of the k most probable groups. */
function bestGroups(
  groups: Int32Array,
  probabilities: Float64Array,
  k: number,
  groupCount: number,
): Uint8Array {
  const kept = new Uint8Array(groupCount);
  const order = [...groups.keys()].sort((a, b) => probabilities[b] - probabilities[a] || a - b);
  for (const place of order.slice(0, k)) kept[groups[place]] = 1;
  return kept;
}
