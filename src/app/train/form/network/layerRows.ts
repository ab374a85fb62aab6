/** From the placed layers of a network to the rows of its table. */
import { formatCount } from '../../../../lib/numberFormat.ts';
import { multiplyAddsOf, parametersOf, sizeOf } from '../../../../spec/networks/layerParameters.ts';
import {
  isImage,
  type LayerShape,
  type PlacedLayer,
  type PlacedList,
  type PlacedNetwork,
} from '../../../../spec/networks/placedLayers.ts';

export interface LayerRow {
  readonly name: string;
  /** `14×14×32`, or `1,568` for a row of values. */
  readonly output: string;
  readonly parameters: number;
  /** Of one image. */
  readonly multiplyAdds: number;
}

/**
 * The layers of a network in the order of computing. Branches count with what joins them; what
 * neither holds parameters nor changes the shape, such as a ReLU, has no row.
 */
export function layerRows({ trunk, classifier }: PlacedNetwork): LayerRow[] {
  return [...trunk, classifier].filter(isShown).map((layer) => ({
    name: layer.name,
    output: shapeText(layer.output),
    ...countsOf([layer]),
  }));
}

function isShown({ kind }: PlacedLayer): boolean {
  return kind !== 'relu' && kind !== 'dropout';
}

function countsOf(layers: PlacedList): Pick<LayerRow, 'parameters' | 'multiplyAdds'> {
  let [parameters, multiplyAdds] = [0, 0];
  for (const layer of layers) {
    const within = 'branches' in layer ? countsOf(layer.branches.flat()) : null;
    const own = parametersOf(layer).reduce((sum, tensor) => sum + sizeOf(tensor), 0);
    parameters += own + (within?.parameters ?? 0);
    multiplyAdds += multiplyAddsOf(layer) + (within?.multiplyAdds ?? 0);
  }
  return { parameters, multiplyAdds };
}

function shapeText(shape: LayerShape): string {
  return isImage(shape)
    ? `${shape.height}×${shape.width}×${shape.channels}`
    : formatCount(shape.features);
}
