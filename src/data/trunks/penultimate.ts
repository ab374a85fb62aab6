/** Which of a model's values are features: what its classifier takes, else what it puts out. */

import type { FrozenTrunk, TrunkNode } from './trunk.ts';
import type { TrunkBuilder } from './trunkBuilder.ts';

/**
 * The part of a model up to its penultimate layer: from the output back over what follows a
 * classifier (softmax, bias, reshape) to its product or its 1 × 1 convolution of a single pixel. A
 * model without one gives its output. Maps are averaged over their places.
 */
export function penultimateOf(
  builder: TrunkBuilder,
  output: number,
): Pick<FrozenTrunk, 'nodes' | 'layer' | 'featureCount'> {
  let at = beforeClassifier(builder.nodes, output) ?? output;
  const layer = builder.nodes[at].name;
  const { shape } = builder.nodes[at];
  if (shape.length === 3 && shape[0] * shape[1] > 1) {
    at = builder.add(layer, { kind: 'reduce', of: 'mean' }, [at]);
  } else if (shape.length !== 1) {
    at = builder.reshape(layer, at, [shape.reduce((product, side) => product * side, 1)]);
  }
  const nodes = neededFor(builder.nodes, at);
  return { nodes, layer, featureCount: nodes[nodes.length - 1].shape[0] };
}

function beforeClassifier(nodes: readonly TrunkNode[], output: number): number | null {
  for (let at = output; ; [at] = nodes[at].inputs) {
    const { operation, inputs } = nodes[at];
    switch (operation.kind) {
      case 'multiplyMatrix':
        return inputs[0];
      case 'convolve': {
        const [height, width] = nodes[inputs[0]].shape;
        return height * width === 1 ? inputs[0] : null;
      }
      case 'apply':
      case 'combineWith':
      case 'reshape':
        break;
      default:
        return null;
    }
  }
}

/** The nodes that one needs, renumbered, itself the last. The input is always among them. */
function neededFor(nodes: readonly TrunkNode[], last: number): TrunkNode[] {
  const needed = new Set([last]);
  for (let at = last; at >= 0; at--) {
    if (needed.has(at)) for (const input of nodes[at].inputs) needed.add(input);
  }
  const places = [...needed].sort((a, b) => a - b);
  const placeOf = new Map(places.map((at, place) => [at, place]));
  return places.map((at) => ({
    ...nodes[at],
    inputs: nodes[at].inputs.map((input) => placeOf.get(input)!),
  }));
}
