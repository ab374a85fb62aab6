/** The tensors of a member: of its network's layers, and of its head. */
import { parametersOf, statisticsOf } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import { everyLayer } from '../spec/networks/placedLayers.ts';
import type { ImageShape } from '../spec/units.ts';
import type { ModelHead } from './trainedModel.ts';

/** A tensor's name and shape. */
export interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What a network's layers hold, its classifier among them. */
export function layerTensors(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
): readonly NamedShape[] {
  const layers = everyLayer(placedNetwork(network, shape, classCount));
  return layers.flatMap((layer) => [...parametersOf(layer), ...statisticsOf(layer)]);
}

/**
 * What a head holds beside the network's own classifier: of each level above the classes a classifier
 * on `features` values, of each level of a mixture its shares.
 */
export function headTensors(
  head: ModelHead,
  features: number,
  classCount: number,
): readonly NamedShape[] {
  return levelsOf(head).flatMap(({ name, units, isOwn, hasShares }) => [
    ...(isOwn
      ? [
          { name: `${name}/weights`, shape: [features, units] },
          { name: `${name}/bias`, shape: [units] },
        ]
      : []),
    ...(hasShares ? [{ name: sharesName(name), shape: [units, classCount] }] : []),
  ]);
}

/** What S of a level is called. */
export const sharesName = (classifier: string): string => `${classifier}/shares`;

/** The name of a level's classifier, from 0. */
export const levelName = (level: number): string => `level${level}`;

/** A level of a head, and which tensors are its own. */
interface HeadLevel {
  readonly name: string;
  readonly units: number;
  /** Whether its classifier is none of the network's. */
  readonly isOwn: boolean;
  readonly hasShares: boolean;
}

function levelsOf(head: ModelHead): readonly HeadLevel[] {
  switch (head.kind) {
    case 'softmax':
      return [];
    case 'mixture':
      return head.levels.map(({ classifier, units, weight }, level) => ({
        name: classifier,
        units,
        isOwn: level < head.levels.length - 1,
        hasShares: weight === null,
      }));
    case 'path':
      return head.groups.map(({ groupCount }, level) => {
        return { name: levelName(level), units: groupCount, isOwn: true, hasShares: false };
      });
  }
}
