/** The arithmetic against values computed independently from the same equations. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classAccuracy, predictedClasses, topErrors } from '../metrics/predictions.ts';
import { alwaysHardBound, alwaysHardClasses } from './bound.ts';
import { hardClassErrors, softClassErrors } from './classErrors.ts';
import {
  gammaOf,
  initialImportance,
  normaliseImportance,
  unclampedGamma,
  updateImportance,
  voteWeight,
  weightedError,
} from './importance.ts';
import { objectiveWeights } from './objectiveWeights.ts';
import { marginObjective } from './testing/marginObjective.ts';
import { Vote } from './vote.ts';

interface GoldenRound {
  /** Absent where a case was cut to two of its three rounds for size. */
  readonly probabilities?: number[][];
  readonly softErrors?: number[];
  readonly hardErrors: number[];
  readonly importance: number[];
  readonly weightedError: number;
  readonly gamma: number;
  readonly phiNext?: number[];
  readonly importanceNext: number[];
  readonly release?: { readonly beta: number | null; readonly weightsNext: number[] | null };
}
interface GoldenCase {
  readonly classes: number;
  readonly mu: number;
  readonly labels: number[];
  readonly rounds: GoldenRound[];
  readonly ensembleWeights?: number[];
  readonly ensemble?: number[][];
  readonly minErrors: number[];
  readonly alwaysHardShare: number;
  readonly bound: number;
  readonly topK?: Record<string, number>;
}
interface Golden {
  readonly cases: GoldenCase[];
  readonly hardCases: GoldenCase[];
  readonly extremes: {
    readonly mu: number;
    readonly errors: number[];
    readonly weightedError: number;
    readonly gamma: number;
    readonly clamped: boolean;
    readonly importanceNext: number[];
  }[];
  readonly margin: {
    readonly probabilities: number[][];
    readonly labels: number[];
    readonly importance: number[];
    readonly loss: number;
    readonly clampedShare: number;
  };
}

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/importance.json', import.meta.url), 'utf8'),
) as Golden;

/** Equal to `digits`: 1e-9 in double precision, 1e-5 where probabilities pass through float32. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index] - value), `entry ${index}`).toBeLessThanOrEqual(tolerance);
  });
}

const double = 1e-9;
const single = 1e-5;
const flat = (rows: number[][]) => Float32Array.from(rows.flat());

const cases = [
  ...golden.cases.map((one) => ({ ...one, driving: 'softErrors' as const })),
  ...golden.hardCases.map((one) => ({ ...one, driving: 'hardErrors' as const })),
].map((one) => ({
  ...one,
  title: `${one.classes} classes, ${one.labels.length} images, μ ${one.mu}, ${one.driving}`,
}));

const isWhole = (one: GoldenCase) => one.rounds.every((round) => round.probabilities);

describe.each(cases)('golden: $title', (one) => {
  const errorsOf = (round: GoldenRound) => Float64Array.from(round[one.driving] ?? []);

  it('moves importance from round to round (Eq. 5 to 8)', () => {
    let phi = initialImportance(one.classes);
    for (const round of one.rounds) {
      const importance = normaliseImportance(phi);
      expectClose(importance, round.importance, double);
      const epsilon = weightedError(importance, errorsOf(round));
      expectClose([epsilon], [round.weightedError], double);
      const { gamma } = gammaOf(epsilon, one.mu);
      expectClose([gamma], [round.gamma], double);
      phi = updateImportance(phi, errorsOf(round), gamma, one.mu, 'paper');
      if (round.phiNext) expectClose(phi, round.phiNext, double);
      expectClose(normaliseImportance(phi), round.importanceNext, double);
    }
  });

  it('moves importance as the released code does, which clamps nothing', () => {
    let weights: Float64Array = initialImportance(one.classes);
    for (const { release, hardErrors } of one.rounds) {
      if (!release?.weightsNext || release.beta === null) continue;
      const importance = normaliseImportance(weights);
      const errors = Float64Array.from(hardErrors);
      const gamma = unclampedGamma(weightedError(importance, errors), one.mu);
      expectClose([gamma], [release.beta], double);
      weights = updateImportance(weights, errors, gamma, one.mu, 'released-code');
      const meanOne = normaliseImportance(weights).map((value) => value * one.classes);
      expectClose(meanOne, release.weightsNext, double);
    }
  });
});

/** One case was cut to two of its three rounds, for size: what needs all rounds leaves it out. */
describe.each(cases.filter(isWhole))('golden, all rounds: $title', (one) => {
  const labels = Int32Array.from(one.labels);
  const errorsOf = (round: GoldenRound) => Float64Array.from(round[one.driving] ?? []);

  it('measures class errors (Eq. 4)', () => {
    for (const round of one.rounds) {
      const outputs = flat(round.probabilities ?? []);
      if (round.softErrors) {
        expectClose(softClassErrors(outputs, labels, one.classes), round.softErrors, single);
      }
      expectClose(hardClassErrors(outputs, labels, one.classes), round.hardErrors, double);
    }
  });

  it('bounds the share of always-hard classes (Eq. 16)', () => {
    const least = one.rounds
      .map(errorsOf)
      .reduce((smallest, errors) => smallest.map((value, index) => Math.min(value, errors[index])));
    expectClose(least, one.minErrors, double);
    expect(alwaysHardClasses(least, one.mu).length / one.classes).toBeCloseTo(
      one.alwaysHardShare,
      12,
    );
    const rounds = one.rounds.map((round) => ({
      weightedError: round.weightedError,
      gamma: round.gamma,
      gammaClamped: false,
      largestClassError: 0,
    }));
    expectClose([alwaysHardBound(rounds, one.mu, 'paper').value ?? -1], [one.bound], double);
  });
});

describe.each(cases.filter((one) => one.ensemble))('golden, vote: $title', (one) => {
  const labels = Int32Array.from(one.labels);

  it('votes (Eq. 9)', () => {
    const vote = new Vote(one.labels.length * one.classes);
    const weights = one.rounds.map((round) => voteWeight(round.gamma));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expectClose(
      weights.map((weight) => weight / total),
      one.ensembleWeights ?? [],
      double,
    );
    one.rounds.forEach((round, t) => {
      vote.add(flat(round.probabilities ?? []), weights[t]);
    });
    const outputs = vote.probabilities();
    expectClose(outputs, one.ensemble?.flat() ?? [], single);
    const ranks = Object.keys(one.topK ?? {}).map(Number);
    expect(topErrors(outputs, labels, one.classes, ranks)).toEqual(one.topK);
    const accuracy = classAccuracy(predictedClasses(outputs, one.classes), labels, one.classes);
    const hits = accuracy.reduce<number>(
      (sum, share, index) => sum + (share ?? 0) * one.labels.filter((y) => y === index).length,
      0,
    );
    expect(1 - hits / one.labels.length).toBeCloseTo(one.topK?.['1'] ?? 0, 9);
  });
});

describe('golden: extremes', () => {
  it.each(golden.extremes)('μ $mu with weighted error $weightedError', (extreme) => {
    const errors = Float64Array.from(extreme.errors);
    const phi = initialImportance(errors.length);
    const epsilon = weightedError(normaliseImportance(phi), errors);
    expectClose([epsilon], [extreme.weightedError], double);
    const { gamma, clamped } = gammaOf(epsilon, extreme.mu);
    expectClose([gamma], [extreme.gamma], double);
    expect(clamped).toBe(extreme.clamped);
    const next = updateImportance(phi, errors, gamma, extreme.mu, 'paper');
    expectClose(normaliseImportance(next), extreme.importanceNext, double);
  });
});

it('golden: the margin objective in full (Eq. 3)', () => {
  const { probabilities, labels, importance, loss, clampedShare } = golden.margin;
  const counts = importance.map((_, index) => labels.filter((label) => label === index).length);
  const weights = objectiveWeights('margin', Float64Array.from(importance), counts);
  const value = marginObjective(
    probabilities,
    labels,
    weights.own,
    weights.wrong ?? new Float64Array(),
  );
  expectClose([value.loss, value.clampedShare], [loss, clampedShare], double);
});
