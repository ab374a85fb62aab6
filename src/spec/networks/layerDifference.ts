/** Where the layers of two networks part, for people. */
import { assertNever } from '../../lib/assertNever.ts';
import type { LayerDescription, LayerList } from './layerDescription.ts';
import { networkLayers } from './networkFacts.ts';
import type { NetworkSpec } from './networks.ts';

/** The first layer that is not the same in both, in words: `3 × 3 to 16 channels`. */
export interface LayerDifference {
  /** As the first network calls it, or the other where it has one layer more. */
  readonly layer: string;
  readonly found: string;
  readonly wanted: string;
}

/** Null for networks of the same layers; dropout counts for none. */
export function layerDifference(one: NetworkSpec, other: NetworkSpec): LayerDifference | null {
  const [own, others] = [one, other].map(comparedLayers);
  const isSame = (at: number) =>
    own[at]?.name === others[at]?.name && wordsOf(own[at]) === wordsOf(others[at]);
  for (let at = 0; at < Math.max(own.length, others.length); at++) {
    if (isSame(at)) continue;
    const isNamed = own[at]?.name === others[at]?.name;
    const wanted = wordsOf(others[at]);
    return {
      layer: (own[at] ?? others[at]).name,
      found: wordsOf(own[at]),
      wanted: isNamed || others[at] === undefined ? wanted : `“${others[at].name}”, ${wanted}`,
    };
  }
  return null;
}

/** Of images as no kind of network finds too small; a layer before those within it. */
function comparedLayers(network: NetworkSpec): LayerList {
  return flattened(networkLayers(network, { height: 224, width: 224, channels: 3 }, 10));
}

const flattened = (layers: LayerList): LayerList =>
  layers
    .filter(({ kind }) => kind !== 'dropout')
    .flatMap((layer) =>
      'branches' in layer ? [layer, ...layer.branches.flatMap(flattened)] : layer,
    );

/** What a layer does, without what its weights are drawn from. */
function wordsOf(layer: LayerDescription | undefined): string {
  if (layer === undefined) return 'no layer';
  switch (layer.kind) {
    case 'convolution': {
      const { size, outputs, stride, padding, groups, bias } = layer;
      const more = [
        ...(stride === 1 ? [] : [`stride ${stride}`]),
        ...(padding === (size - 1) / 2 ? [] : [`${padding} zeros around`]),
        ...(groups === 1 ? [] : [`${groups} groups`]),
        ...(bias ? ['bias'] : []),
      ];
      return [`${size} × ${size} to ${outputs} channels`, ...more].join(', ');
    }
    case 'dense':
      return `${layer.units} units`;
    case 'pooling': {
      const { of, size, stride, padding, keepsPartial } = layer;
      const partial = keepsPartial ? ', partial windows kept' : '';
      const around = padding === 0 ? '' : `, ${padding} zeros around`;
      return `${of} of ${size} × ${size}, stride ${stride}${around}${partial}`;
    }
    case 'paddedShortcut':
      return `zeros to ${layer.outputs} channels, stride ${layer.stride}`;
    case 'add':
    case 'concatenate':
      return `${layer.kind === 'add' ? 'sum' : 'row'} of ${layer.branches.length} branches`;
    case 'norm':
      return 'batch norm';
    case 'relu':
      return 'ReLU';
    case 'globalMean':
      return 'mean over the image';
    case 'flatten':
      return 'values in a row';
    case 'dropout':
      return 'dropout';
    default:
      return assertNever(layer, 'layer');
  }
}
