/**
 * Whether a network's file holds the tensors of the network that it says it is. A run takes over
 * what fits and draws the rest, so a tensor that was renamed or lost would start at random without
 * a word.
 */
import {
  parametersOf,
  statisticsOf,
  type TensorDescription,
} from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { everyLayer } from '../spec/networks/placedLayers.ts';
import type { DataError } from './dataError.ts';
import { quoted } from './limits.ts';
import { networkFileError } from './networkFault.ts';
import type { NetworkFile } from './networkFile.ts';
import type { NetworkTensors } from './safetensors.ts';

/** What level-wise training adds: a classifier of each level's groups, and learned level weights. */
const ofLevels = /^(level\d+\/(weights|bias)|levelWeights\/free)$/;

/**
 * @param name how messages call the file.
 * @throws DataError naming a tensor that is missing, of another shape, or none of the network's.
 */
export function checkNetworkTensors(file: NetworkFile, name: string): void {
  const layers = everyLayer(placedNetwork(file.network, file.shape, file.classes.length));
  const expected = layers.flatMap((layer) => [...parametersOf(layer), ...statisticsOf(layer)]);
  const own = Object.entries(file.tensors).filter(([tensor]) => !ofLevels.test(tensor));
  checkTensors(Object.fromEntries(own), expected, name);
}

/**
 * Whether tensors are those expected, all of them and no more.
 * @throws DataError naming a tensor that is missing, of another shape, or not expected.
 */
export function checkTensors(
  tensors: NetworkTensors,
  expected: readonly Pick<TensorDescription, 'name' | 'shape'>[],
  name: string,
): void {
  const known = new Set(expected.map((tensor) => tensor.name));
  const others = Object.keys(tensors).filter((one) => !known.has(one));
  for (const { name: tensor, shape } of expected) {
    const found = Object.hasOwn(tensors, tensor) ? tensors[tensor] : null;
    if (found === null) throw missing(name, tensor, others);
    if (found.shape.join() !== shape.join()) {
      throw tensorError(name, tensor, `its shape is ${shapeText(found.shape)}`, shapeText(shape));
    }
  }
  const [other] = others;
  if (other === undefined) return;
  throw tensorError(name, other, 'the network has none of this name', 'its own tensors, no more');
}

/** Where there is one too many as well, it is likely the one that is missing. */
function missing(name: string, tensor: string, others: readonly string[]): DataError {
  const instead = others.length === 0 ? '' : `, but there is ${quoted(others[0])}`;
  return tensorError(name, tensor, `it is missing${instead}`, 'every tensor of the network');
}

function tensorError(name: string, tensor: string, found: string, allowed: string): DataError {
  return networkFileError(name, `tensor ${quoted(tensor)}`, found, allowed);
}

const shapeText = (shape: readonly number[]) =>
  shape.length === 0 ? 'a number' : shape.join(' × ');
