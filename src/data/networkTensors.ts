/**
 * Whether a network's file holds the tensors of the network that it says it is. A run takes over
 * what fits and draws the rest, so a tensor that was renamed or lost would start at random without
 * a word.
 */
import { parametersOf, statisticsOf } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { everyLayer } from '../spec/networks/placedLayers.ts';
import type { DataError } from './dataError.ts';
import { quoted } from './limits.ts';
import { type NetworkFile, networkFileError } from './networkFile.ts';

/** What level-wise training adds: a classifier of each level's groups, and learned level weights. */
const ofLevels = /^(level\d+\/(weights|bias)|levelWeights\/free)$/;

/**
 * @param name how messages call the file.
 * @throws DataError naming a tensor that is missing, of another shape, or none of the network's.
 */
export function checkNetworkTensors(file: NetworkFile, name: string): void {
  const layers = everyLayer(placedNetwork(file.network, file.shape, file.classes.length));
  const expected = layers.flatMap((layer) => [...parametersOf(layer), ...statisticsOf(layer)]);
  const known = new Set(expected.map((tensor) => tensor.name));
  const others = Object.keys(file.tensors).filter((one) => !known.has(one) && !ofLevels.test(one));
  for (const { name: tensor, shape } of expected) {
    const found = Object.hasOwn(file.tensors, tensor) ? file.tensors[tensor] : null;
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
