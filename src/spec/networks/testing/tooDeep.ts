import { vi } from 'vitest';
import { dense, globalMean, maxPool } from '../layerDescription.ts';
import type { NetworkDescriptor } from '../networkDescriptor.ts';
import { type NetworkOf, networks } from '../networks.ts';

/**
 * Runs a test while small CNNs have so many poolings that drop partial windows, `pool1` and so on,
 * instead of their own layers: no kind of network shrinks images to nothing by itself.
 */
export function withPoolings(count: number, test: () => void): void {
  const cnn: NetworkDescriptor<NetworkOf<'cnn'>> = networks.cnn;
  const pools = Array.from({ length: count }, (_, at) => {
    return { ...maxPool(`pool${at + 1}`), keepsPartial: false };
  });
  const layersOf = vi.spyOn(cnn, 'layersOf');
  layersOf.mockReturnValue([...pools, globalMean('mean'), dense('dense', 2, 1)]);
  try {
    test();
  } finally {
    layersOf.mockRestore();
  }
}
