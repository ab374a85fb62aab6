import type { TrunkConstant } from './trunk.ts';

/** What a batch norm that is not trained has; null where its scale is 1 or its offset 0. */
interface NormWeights {
  readonly mean: TrunkConstant;
  readonly variance: TrunkConstant;
  readonly gamma: TrunkConstant | null;
  readonly beta: TrunkConstant | null;
  readonly epsilon: number;
}

/** The norm as a factor and a summand a channel: γ / √(variance + ε), and β − mean times that. */
export function normScale({ mean, variance, gamma, beta, epsilon }: NormWeights): {
  readonly scale: TrunkConstant;
  readonly offset: TrunkConstant;
} {
  const { shape } = mean;
  const factors = Array.from(
    variance.values,
    (value, at) => (gamma?.values[at] ?? 1) / Math.sqrt(value + epsilon),
  );
  const offset = factors.map((factor, at) => (beta?.values[at] ?? 0) - mean.values[at] * factor);
  return {
    scale: { shape, values: Float32Array.from(factors) },
    offset: { shape, values: Float32Array.from(offset) },
  };
}
