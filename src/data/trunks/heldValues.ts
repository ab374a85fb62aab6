/** Values that are held at once while a trunk is computed, each until the last that takes it. */
import { formatCount } from '../../lib/numberFormat.ts';
import { modelLimits } from './modelLimits.ts';
import type { TrunkNode } from './trunk.ts';
import type { TrunkBuilder } from './trunkBuilder.ts';
import { sidesProduct } from './trunkShapes.ts';

/** The most values of one image that are held at once, and the place of the node upon which they are. */
export function mostHeld(nodes: readonly Pick<TrunkNode, 'inputs' | 'shape'>[]): {
  readonly values: number;
  readonly at: number;
} {
  const lastUse = nodes.map((_, at) => at);
  nodes.forEach(({ inputs }, at) => {
    for (const input of inputs) lastUse[input] = at;
  });
  let held = 0;
  let most = { values: 0, at: 0 };
  for (const [at, { inputs, shape }] of nodes.entries()) {
    held += sidesProduct(shape);
    if (held > most.values) most = { values: held, at };
    for (const input of new Set(inputs)) {
      if (lastUse[input] === at) held -= sidesProduct(nodes[input].shape);
    }
  }
  return most;
}

/** @throws DataError naming the node upon which a model holds too many. */
export function checkHeld(builder: TrunkBuilder, nodes: readonly TrunkNode[]): void {
  const { values, at } = mostHeld(nodes);
  if (values <= modelLimits.held) return;
  throw builder.fault(
    nodes[at].name,
    `here ${formatCount(values)} values of one image are held at once`,
    `at most ${formatCount(modelLimits.held)}`,
    'take a smaller model, or one of smaller images',
  );
}
