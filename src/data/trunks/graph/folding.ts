/** What a graph computes of its own numbers alone is computed while it is read. */
import type { TrunkArithmetic, TrunkConstant, TrunkFunction } from '../trunk.ts';
import { sidesProduct, sidesText } from '../trunkShapes.ts';
import type { GraphValue } from './graphValue.ts';
import type { NodeAttributes } from './nodeAttributes.ts';

const operations: Readonly<Record<TrunkArithmetic, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
};

const functions: Readonly<Partial<Record<TrunkFunction, (value: number) => number>>> = {
  relu: (value) => Math.max(0, value),
  sqrt: Math.sqrt,
  rsqrt: (value) => 1 / Math.sqrt(value),
  square: (value) => value * value,
  negative: (value) => -value,
};

/** Numbers of one shape with each other, or with a single one. */
export function foldArithmetic(
  node: NodeAttributes,
  by: TrunkArithmetic,
  one: TrunkConstant,
  other: TrunkConstant,
): GraphValue {
  const larger = one.values.length >= other.values.length ? one : other;
  const isSame = one.shape.join() === other.shape.join();
  if (!isSame && one.values.length !== 1 && other.values.length !== 1) {
    throw node.fault(
      `${sidesText(one.shape)} and ${sidesText(other.shape)} do not go together`,
      'numbers of one shape, or a single one',
    );
  }
  node.builder.fold(node.name, larger.values.length);
  const at = ({ values }: TrunkConstant, place: number) => values[values.length === 1 ? 0 : place];
  const values = larger.values.map((_, place) => operations[by](at(one, place), at(other, place)));
  return checked(node, { shape: larger.shape, values });
}

export function foldFunction(
  node: NodeAttributes,
  of: TrunkFunction,
  { shape, values }: TrunkConstant,
): GraphValue {
  const compute = functions[of];
  if (compute === undefined) {
    throw node.fault(
      'it is applied to numbers of the model alone',
      Object.keys(functions).join(', '),
    );
  }
  node.builder.fold(node.name, values.length);
  return checked(node, { shape, values: values.map(compute) });
}

function checked(node: NodeAttributes, constant: TrunkConstant): GraphValue {
  if (constant.values.every(Number.isFinite)) return { isComputed: false, constant };
  throw node.fault('what it comes to is not finite', 'finite numbers');
}

/** The shape asked for, with at most one open side. @throws DataError where it cannot be. */
export function pick(node: NodeAttributes, asked: readonly number[], all: number): number[] {
  const known = asked.reduce((product, side) => product * (side === -1 ? 1 : side), 1);
  const open = asked.filter((side) => side === -1).length;
  const shape = asked.map((side) => (side === -1 ? all / known : side));
  const isFit = shape.every((side) => Number.isSafeInteger(side) && side >= 1);
  if (open <= 1 && isFit && sidesProduct(shape) === all) return shape;
  throw node.fault(
    `it turns ${all} values into ${sidesText(asked)}`,
    'as many values as arrive, and one open side at most',
  );
}
