import type { TrunkConstant } from './trunk.ts';
import type { TrunkBuilder } from './trunkBuilder.ts';

/**
 * Places max(x, 0) + a · min(x, 0), with slopes a that a model has learned (PReLU, He et al. 2015).
 * @returns the place of the sum. @throws DataError where the slopes are not those of what arrives.
 */
export function placeSlopes(
  builder: TrunkBuilder,
  name: string,
  slopes: TrunkConstant,
  at: number,
): number {
  const zero: TrunkConstant = { shape: [1], values: new Float32Array(1) };
  const withNumbers = (
    by: 'maximum' | 'minimum' | 'multiply',
    constant: TrunkConstant,
    input: number,
  ) => builder.add(name, { kind: 'combineWith', by, constant, isReversed: false }, [input]);
  const above = withNumbers('maximum', zero, at);
  const below = withNumbers('multiply', slopes, withNumbers('minimum', zero, at));
  return builder.add(name, { kind: 'combine', by: 'add' }, [above, below]);
}
