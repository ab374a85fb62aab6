/** What others ask of a network whatever its kind is: each answer stands in the kind's descriptor. */
import type { OptionDescription, OptionDescriptions } from '../fields/optionDescription.ts';
import type { ImageShape } from '../units.ts';
import type { LayerList } from './layerDescription.ts';
import { parametersOf } from './layerParameters.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import { type NetworkKind, type NetworkSpec, type networkOptions, networks } from './networks.ts';
import { everyLayer, type PlacedNetwork, placeNetwork } from './placedLayers.ts';

/** The descriptor of a network of any kind. */
function descriptorOf(network: NetworkSpec): NetworkDescriptor<NetworkSpec> {
  return networks[network.kind];
}

type NetworkPath = keyof typeof networkOptions;

/** What a person can choose of a kind, in the order of the form; nothing of an unknown one. */
export function networkFields(
  kind: unknown,
): readonly { readonly path: NetworkPath; readonly option: OptionDescription }[] {
  if (!isNetworkKind(kind)) return [];
  const options: OptionDescriptions = networks[kind].options;
  return Object.entries(options).map(([path, option]) => ({ path: path as NetworkPath, option }));
}

/** Whether a draft's value is the kind of a network. */
export function isNetworkKind(kind: unknown): kind is NetworkKind {
  return typeof kind === 'string' && Object.hasOwn(networks, kind);
}

/** The network of a kind that a person who picks the kind starts from. */
export function startingNetwork(kind: NetworkKind): NetworkSpec {
  return networks[kind].start;
}

/** `MLP 50`, `CNN 16, 32`, `ResNet-56`. */
export function networkText(network: NetworkSpec): string {
  return descriptorOf(network).text(network);
}

/** What its kind is called: `DenseNet-BC`. */
export function familyText(network: NetworkSpec): string {
  return descriptorOf(network).label;
}

/** The networks of an experiment: one for all rounds, or the first three that differ in a row. */
export function networksText(
  networks: NetworkSpec | readonly NetworkSpec[],
  between = ' → ',
): string {
  const texts = ([] as NetworkSpec[]).concat(networks).map(networkText);
  const changing = texts.filter((text, at) => text !== texts[at - 1]);
  const more = changing.length > 3 ? [`${changing.length - 3} more`] : [];
  return [...changing.slice(0, 3), ...more].join(between);
}

/** A network in six letters. */
export function networkMark(network: NetworkSpec): string {
  return descriptorOf(network).mark(network);
}

/** The kinds of networks that take feature vectors. */
export const kindsOfVectors: readonly NetworkKind[] = Object.values(networks)
  .filter(({ needsImages }) => !needsImages)
  .map(({ kind }) => kind);

/** Whether it needs images, and cannot take feature vectors. */
export function needsImages(network: NetworkSpec): boolean {
  return descriptorOf(network).needsImages;
}

/** A network's layers for images of a shape and N classes. */
export function networkLayers(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
): LayerList {
  return descriptorOf(network).layersOf(network, shape, classCount);
}

/**
 * The same with the shapes that arrive and leave.
 * @throws LayerMisfit where the images are too small for the network.
 */
export function placedNetwork(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
): PlacedNetwork {
  return placeNetwork(networkLayers(network, shape, classCount), shape);
}

/**
 * Whether two networks have the same layers, however their weights are drawn at first and whatever
 * is dropped out while they train.
 */
export function haveSameLayers(one: NetworkSpec, other: NetworkSpec): boolean {
  // No kind of network finds such images too small.
  const shape = { height: 224, width: 224, channels: 3 };
  const layers = (network: NetworkSpec) =>
    JSON.stringify(networkLayers(network, shape, 10), (key, value) => {
      if (key === 'initial') return undefined;
      return Array.isArray(value) ? value.filter((item) => item.kind !== 'dropout') : value;
    });
  return layers(one) === layers(other);
}

/**
 * Whether a network has the same parameters before its classifier on images of two shapes: what
 * only convolves has them on images of any size.
 * @throws LayerMisfit where either images are too small for the network.
 */
export function haveSameTrunk(network: NetworkSpec, one: ImageShape, other: ImageShape): boolean {
  const parameters = (shape: ImageShape) => {
    const layers = everyLayer(placedNetwork(network, shape, 1)).slice(0, -1);
    return JSON.stringify(layers.flatMap(parametersOf).map(({ name, shape }) => [name, shape]));
  };
  if (parameters(one) !== parameters(other)) return false;
  // Layers that depend on the size of images may have equal sizes for other rows and columns.
  const larger = { ...one, height: 2 * one.height, width: 2 * one.width };
  const isSameSize = one.height === other.height && one.width === other.width;
  return isSameSize || parameters(one) === parameters(larger);
}

/** Multiplications of one image for shards to be counted by; null where its multiply-adds count. */
export function shardProducts(network: NetworkSpec, shape: ImageShape): number | null {
  return descriptorOf(network).shardProducts?.(network, shape) ?? null;
}
