/** Networks that a run starts from, and those that it leaves behind. */
import { DataError } from '../data/dataError.ts';
import { type NetworkFile, readNetworkFile, writeNetworkFile } from '../data/networkFile.ts';
import { checkNetworkTensors } from '../data/networkTensors.ts';
import type { TrainerSnapshot } from '../engine/engine.ts';
import { canonicalJson } from '../lib/canonicalJson.ts';
import { hashBytes } from '../lib/hash.ts';
import type { InitialNetwork } from '../methods/context.ts';
import {
  type ExperimentSpec,
  networkOfRound,
  type StartingNetwork,
  startingNetworkOf,
} from '../spec/experimentSpec.ts';
import { layerDifference } from '../spec/networks/layerDifference.ts';
import { parametersOf } from '../spec/networks/layerParameters.ts';
import { haveSameLayers, haveSameTrunk, placedNetwork } from '../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import { everyLayer } from '../spec/networks/placedLayers.ts';
import type { ImageShape } from '../spec/units.ts';
import { espalierVersion } from '../spec/version.ts';
import type { TrainedOn } from './startNotes.ts';

/** A trained network as a file, and the file's hash, by which specs name it. */
export interface KeptNetwork {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** The file of a trained network. What its optimiser remembers stays behind. */
export function keepNetwork(
  snapshot: TrainerSnapshot,
  { network, shape, classes, normalisation }: Omit<NetworkFile, 'espalier' | 'tensors'>,
): KeptNetwork {
  const tensors = Object.fromEntries(
    Object.entries(snapshot.tensors).filter(([name]) => !isOfOptimiser(name)),
  );
  const bytes = writeNetworkFile({
    espalier: espalierVersion,
    network,
    shape,
    classes,
    ...(normalisation && { normalisation }),
    tensors,
  });
  return { hash: hashBytes(bytes), bytes };
}

/** Slots are named after their parameter, with a colon; Adam's count of steps stands alone. */
const isOfOptimiser = (name: string) => name.includes(':') || name.startsWith('adam/');

/** What a run will train on. */
interface TrainingData {
  readonly shape: ImageShape;
  readonly classes: readonly string[];
}

/** A network that a run starts from, and what it was trained on. */
interface CheckedNetwork extends InitialNetwork {
  readonly trainedOn: TrainedOn;
}

/**
 * The network that a spec asks to start from; null where it asks for none.
 * @param fileOf the file of a network by its hash; null where it is not at hand.
 * @throws DataError when it is not at hand, lacks a tensor or has one too many, is another kind of network than the run's, or has no
 * layer that fits the run's images: before training, so that nothing is lost.
 */
export function initialNetwork(
  spec: ExperimentSpec,
  data: TrainingData,
  fileOf: (hash: string) => Uint8Array | null,
): CheckedNetwork | null {
  const asked = startingNetworkOf(spec);
  if (asked === null) return null;
  const { hash } = asked;
  const bytes = fileOf(hash);
  if (bytes === null) throw absent(asked);
  const file = readNetworkFile(bytes, `Network ${hash}`);
  checkNetworkTensors(file, `Network ${hash}`);
  for (const number of asked.networks) {
    const wanted = networkOfRound(spec, number);
    if (!haveSameLayers(file.network, wanted)) throw anotherKind(asked, file.network, wanted);
  }
  checkImages(asked, file, data.shape);
  if (!isSameList(file.classes, data.classes)) checkOtherClasses(asked, file);
  return {
    snapshot: { tensors: file.tensors },
    classes: file.classes,
    trainedOn: file,
  };
}

/** Convolutions take images of any size; fully connected layers only those they were made for. */
function checkImages(
  { hash, place }: StartingNetwork,
  { network, shape }: NetworkFile,
  wanted: ImageShape,
): void {
  if (haveSameTrunk(network, shape, wanted)) return;
  const anySize = haveSameTrunk(network, shape, { ...wanted, channels: shape.channels });
  throw new DataError({
    file: `Network ${hash}`,
    place,
    found: `it was trained on images of ${shapeText(shape)}`,
    allowed: anySize
      ? `a network trained on images of ${wanted.channels} channels, as the data set has them`
      : `a network trained on images of ${shapeText(wanted)}, as the data set has them`,
    remedy: 'start from a network trained on such images, or from random weights',
  });
}

const shapeText = ({ height, width, channels }: ImageShape) =>
  `${height} × ${width} pixels and ${channels} ${channels === 1 ? 'channel' : 'channels'}`;

/** A classifier is of no use to other classes. */
function checkOtherClasses(asked: StartingNetwork, file: NetworkFile): void {
  const { hash, place, answersFirst } = asked;
  const layers = everyLayer(placedNetwork(file.network, file.shape, file.classes.length));
  const isBare = layers.slice(0, -1).flatMap(parametersOf).length === 0;
  if (!isBare && !answersFirst) return;
  throw new DataError({
    file: `Network ${hash}`,
    place,
    found: isBare
      ? 'it has no layer but the classifier of its classes, which are others'
      : 'it tells other classes apart, so that nothing is known of what it takes for what here',
    allowed: isBare
      ? 'a network with hidden layers, or one of the same classes in the same order'
      : place === 'start.network'
        ? 'a network of the same classes in the same order, as it votes without being trained'
        : 'a network of the same classes in the same order, or some epochs of warm-up',
    remedy: isBare
      ? 'start from another network, or from random weights'
      : place === 'start.network'
        ? 'start from a network of these classes, or take it as initial weights (start.as)'
        : 'set method.hierarchy.warmupEpochs to 1 or more',
  });
}

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name, index) => name === b[index]);

function absent({ hash, place }: StartingNetwork): DataError {
  return new DataError({
    file: `Network ${hash}`,
    place,
    found: 'it is not at hand',
    allowed: 'a network trained in this session, or one opened from its file',
    remedy:
      'open its file (network.safetensors; on the command line --network <file>), train it again, or start from random weights',
  });
}

function anotherKind(
  { hash, place }: StartingNetwork,
  found: NetworkSpec,
  wanted: NetworkSpec,
): DataError {
  const part = layerDifference(found, wanted);
  const [own, others] =
    part === null
      ? ['', '']
      : [`, whose layer “${part.layer}” has ${part.found}`, `, which has ${part.wanted} there`];
  return new DataError({
    file: `Network ${hash}`,
    place,
    found: `it is ${canonicalJson(found)}${own}`,
    allowed: `the network that this run trains, ${canonicalJson(wanted)}${others}`,
    remedy: 'set the run’s network to that of the file, or start from another',
  });
}
