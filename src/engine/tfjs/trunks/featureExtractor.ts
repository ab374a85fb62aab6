/**
 * A trunk on WebAssembly. Features are part of a data set and of its hash, so they are computed
 * where every machine comes to the same bits, whatever device trains on them.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { FeatureExtractor } from '../../../data/trunks/featureDataset.ts';
import type { FrozenTrunk } from '../../../data/trunks/trunk.ts';
import { type Platform, startDevice } from '../backends/devices.ts';
import { holdConstants, runTrunk } from './runTrunk.ts';

/** @throws EngineError where WebAssembly does not start. */
export async function createFeatureExtractor(
  { input, nodes, featureCount }: FrozenTrunk,
  platform: Pick<Platform, 'wasmPaths'>,
): Promise<FeatureExtractor> {
  const backend = await startDevice('wasm', platform);
  backend.activate();
  const held = holdConstants(nodes);
  const { height, width, channels } = input;
  return {
    features: (images, count) => {
      backend.activate();
      const given = tf.tensor4d(images, [count, height, width, channels]);
      const computed = runTrunk(nodes, given, held);
      try {
        const features = computed.dataSync<'float32'>();
        if (features.length !== count * featureCount) {
          throw new Error(`The trunk gave ${features.length} values for ${count} images.`);
        }
        return Float32Array.from(features);
      } finally {
        computed.dispose();
        given.dispose();
      }
    },
    dispose: () => {
      backend.activate();
      for (const tensor of held.values()) tensor.dispose();
      backend.dispose();
    },
  };
}
