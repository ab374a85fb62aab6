import type { PlacedLayer, PlacedList } from '../../../spec/networks/placedLayers.ts';

/** A layer, and whether the ReLU after it is computed with it. */
export interface LayerStep {
  readonly layer: PlacedLayer;
  readonly relu: boolean;
}

/** Layers whose kernels can end in a ReLU. */
const endings: ReadonlySet<PlacedLayer['kind']> = new Set(['convolution', 'norm', 'dense', 'add']);

/** Joins each ReLU with the layer before it, where one kernel computes both. */
export function joinRelus(layers: PlacedList): LayerStep[] {
  const steps: LayerStep[] = [];
  for (const layer of layers) {
    const before = steps.at(-1);
    const isJoined =
      layer.kind === 'relu' && before && !before.relu && endings.has(before.layer.kind);
    if (isJoined) steps[steps.length - 1] = { layer: before.layer, relu: true };
    else steps.push({ layer, relu: false });
  }
  return steps;
}
