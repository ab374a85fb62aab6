/** A network's layers as plain JSON for readers that know none of Espalier's networks. */
import { assertNever } from '../../lib/assertNever.ts';
import { normEpsilon } from '../../spec/networks/layerDescription.ts';
import type { Placed, PlacedLayer, PlacedList } from '../../spec/networks/placedLayers.ts';
import { marginsAlong } from '../../spec/networks/windows.ts';

/** A layer's kind and name, and what its arithmetic needs beside its tensors. */
export type PlainLayer = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly name: string;
};

/** Layers one after another; those within branches stand in `branches`. Dropout does nothing, and is left out. */
export function plainLayers(layers: PlacedList): readonly PlainLayer[] {
  return layers.filter(({ kind }) => kind !== 'dropout').map(plainLayer);
}

function plainLayer(layer: PlacedLayer): PlainLayer {
  const { kind, name } = layer;
  switch (layer.kind) {
    case 'convolution': {
      const { stride, padding, groups, bias } = layer;
      return { kind, name, stride, padding, groups, bias };
    }
    case 'norm':
      return { kind, name, epsilon: normEpsilon };
    case 'pooling': {
      const { of, size, stride } = layer;
      return { kind, name, of, size, stride, margins: marginsOf(layer) };
    }
    case 'paddedShortcut': {
      const { outputs, stride } = layer;
      return { kind, name, outputs, stride };
    }
    case 'add':
    case 'concatenate':
      return { kind, name, branches: layer.branches.map(plainLayers) };
    case 'relu':
    case 'globalMean':
    case 'flatten':
    case 'dense':
    case 'dropout':
      return { kind, name };
    default:
      return assertNever(layer, 'layer');
  }
}

/** Pixels left, right, above and below. */
function marginsOf(layer: Placed<'pooling'>): readonly number[] {
  const columns = marginsAlong(layer, layer.input.width);
  const rows = marginsAlong(layer, layer.input.height);
  return [columns.before, columns.after, rows.before, rows.after];
}
