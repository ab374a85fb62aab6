/** Networks for which the images at hand are too small. */
import type { SpecIssue } from '../specIssue.ts';
import type { ImageShape } from '../units.ts';
import { networkLayers } from './networkFacts.ts';
import type { NetworkSpec } from './networks.ts';
import { LayerMisfit, placeLayers } from './placedLayers.ts';

/** A network, and where the experiment names it: `network`, or `network.2` in a list. */
export interface NamedNetwork {
  readonly path: string;
  readonly network: NetworkSpec;
}

/** The networks of an experiment, one or a list of them. */
export function namedNetworks(network: NetworkSpec | readonly NetworkSpec[]): NamedNetwork[] {
  if (!isList(network)) return [{ path: 'network', network }];
  return network.map((one, index) => ({ path: `network.${index}`, network: one }));
}

/** Complaints about networks with a layer that finds no place in images of a shape. */
export function fitIssues(
  networks: NetworkSpec | readonly NetworkSpec[],
  shape: ImageShape,
  classCount: number,
): SpecIssue[] {
  return namedNetworks(networks).flatMap(({ path, network }) => {
    const misfit = misfitOf(network, shape, classCount);
    if (misfit === null) return [];
    const message = `does not fit images of ${shape.height} × ${shape.width} pixels: ${misfit.message}; choose a network that shrinks images less, or larger images`;
    return [{ path: `${path}.kind`, message }];
  });
}

/** The first layer that the images are too small for; null where there is none. */
export function misfitOf(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
): LayerMisfit | null {
  try {
    placeLayers(networkLayers(network, shape, classCount), shape);
    return null;
  } catch (error) {
    if (error instanceof LayerMisfit) return error;
    throw error;
  }
}

function isList(network: NetworkSpec | readonly NetworkSpec[]): network is readonly NetworkSpec[] {
  return Array.isArray(network);
}
