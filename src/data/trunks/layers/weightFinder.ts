import type { TrunkConstant } from '../trunk.ts';
import type { ModelFacts } from './layerSettings.ts';

/** Names of models around a layer that may stand before its own. */
const mostAround = 32;

/**
 * Finds weights by their layer’s own name, also where names of models around it stand before that; null
 * for none, and for several.
 */
export function weightFinder(weights: ReadonlyMap<string, TrunkConstant>): ModelFacts['weightOf'] {
  const within = new Map<string, TrunkConstant | null>();
  for (const [name, constant] of weights) {
    let from = name.indexOf('/') + 1;
    for (let around = 0; from > 0 && around < mostAround; around++) {
      const own = name.slice(from);
      within.set(own, within.has(own) ? null : constant);
      from = name.indexOf('/', from) + 1;
    }
  }
  return (layer, weight) => {
    const name = `${layer}/${weight}`;
    return weights.get(name) ?? within.get(name) ?? null;
  };
}
