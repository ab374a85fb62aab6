/** The tensors of a description out of the weights of a layers model: the other way round of `StockLayers`. */
import type { NetworkTensors } from '../../data/safetensors.ts';
import { foreignModel } from '../foreignModel.ts';
import { levelName, type NamedShape } from '../memberTensors.ts';
import { type CheckedDescription, tensorPrefix } from '../modelDescription.ts';
import { siblingLevels } from '../siblingLevels.ts';
import type { ModelHead } from '../trainedModel.ts';

type NetworkTensor = NetworkTensors[string];
type StockWeights = ReadonlyMap<string, NetworkTensor>;

/** What stock layers call the numbers of a layer. */
const stockParts: Readonly<Record<string, string>> = {
  filter: 'kernel',
  weights: 'kernel',
  bias: 'bias',
  scale: 'gamma',
  offset: 'beta',
  mean: 'moving_mean',
  variance: 'moving_variance',
  shares: 'shares/kernel',
};

/**
 * Those that are there, by their names in a file; whether they are all is not looked at.
 * @throws DataError for a head whose numbers a layers model does not hold.
 */
export function heldTensors(
  { description, expected }: CheckedDescription,
  weights: StockWeights,
  file: string,
): NetworkTensors {
  const found = expected.flatMap((own, index) => {
    const prefix = tensorPrefix(index + 1, expected.length);
    const { head } = description.members[index];
    const ofPath =
      head.kind === 'path'
        ? pathTensors(head, own, { prefix, weights, file, classCount: description.classes.length })
        : new Map<string, NetworkTensor>();
    return own.flatMap(({ name, shape }) => {
      const tensor = ofPath.get(name) ?? stockTensor(`${prefix}${name}`, shape, weights);
      return tensor === null ? [] : [[`${prefix}${name}`, tensor] as const];
    });
  });
  return Object.fromEntries(found);
}

function stockTensor(
  name: string,
  shape: readonly number[],
  weights: StockWeights,
): NetworkTensor | null {
  const slash = name.lastIndexOf('/');
  const part = stockParts[name.slice(slash + 1)];
  const found = weights.get(`${name.slice(0, slash)}/${part}`) ?? null;
  if (found === null || found.shape.length !== 4) return found;
  // Groups of channels were written as one, with zeros between them.
  const groups = found.shape[2] / shape[2];
  return Number.isInteger(groups) && groups > 1 ? grouped(found, groups) : found;
}

function grouped({ shape, values }: NetworkTensor, groups: number): NetworkTensor {
  const [rows, columns, inputs, outputs] = shape;
  const own = inputs / groups;
  const picked = new Float32Array(rows * columns * own * outputs);
  for (let at = 0; at < picked.length; at++) {
    const output = at % outputs;
    const input = Math.floor(at / outputs) % own;
    const pixel = Math.floor(at / (outputs * own));
    const group = Math.floor(output / (outputs / groups));
    picked[at] = values[(pixel * inputs + group * own + input) * outputs + output];
  }
  return { shape: [rows, columns, own, outputs], values: picked };
}

interface PathParts {
  readonly prefix: string;
  readonly weights: StockWeights;
  readonly file: string;
  readonly classCount: number;
}

/** The classifiers of a path's levels, each put together of those of its sets of siblings. */
function pathTensors(
  { groups }: Extract<ModelHead, { kind: 'path' }>,
  own: readonly NamedShape[],
  { prefix, weights, file, classCount }: PathParts,
): ReadonlyMap<string, NetworkTensor> {
  const empty = groups.findIndex(({ groupCount, groupOf }) => new Set(groupOf).size !== groupCount);
  if (empty !== -1) {
    throw foreignModel(
      file,
      'the description',
      `level ${empty + 1} has groups without classes, whose numbers a layers model does not hold`,
    );
  }
  const levels = levelsOf(groups, classCount, file);
  // The classes' classifier is the last layer of the network, before those of the levels.
  const classifier = own[own.length - 2 * groups.length - 1].name.replace(/\/bias$/, '');
  const named = levels.flatMap(({ order, sizes }, level) => {
    const name = level === groups.length ? classifier : levelName(level);
    return ['weights', 'bias'].flatMap((part) => {
      const sets = sizes.map((_, at) =>
        weights.get(`${prefix}${name}/siblings${at + 1}/${stockParts[part]}`),
      );
      const whole = ofSiblings(sets, sizes, order);
      return whole === null ? [] : [[`${name}/${part}`, whole] as const];
    });
  });
  return new Map(named);
}

function levelsOf(
  groups: Parameters<typeof siblingLevels>[0],
  classCount: number,
  file: string,
): ReturnType<typeof siblingLevels> {
  if (groups.some(({ groupOf }) => groupOf.length !== classCount)) {
    throw foreignModel(file, 'the description', 'every class needs a group at each level');
  }
  try {
    return siblingLevels(groups, classCount);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw foreignModel(file, 'the description', error.message);
  }
}

/** Columns of sets one after another, each where its node stands; null where a set is not as it must be. */
function ofSiblings(
  sets: readonly (NetworkTensor | undefined)[],
  sizes: readonly number[],
  order: Int32Array,
): NetworkTensor | null {
  const leading = sets[0]?.shape.slice(0, -1) ?? [];
  const rows = leading.reduce((product, side) => product * side, 1);
  const isWhole = sets.every((set, at) => set?.shape.join() === [...leading, sizes[at]].join());
  if (!isWhole) return null;
  const values = new Float32Array(rows * order.length);
  let first = 0;
  for (const [at, size] of sizes.entries()) {
    const own = sets[at]?.values ?? new Float32Array();
    for (let place = 0; place < own.length; place++) {
      const row = Math.floor(place / size);
      values[row * order.length + order[first + (place % size)]] = own[place];
    }
    first += size;
  }
  return { shape: [...leading, order.length], values };
}
