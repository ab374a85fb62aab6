/** Measures what the steps of an experiment spend their time on, and throws away what they train. */

import type { AnyDataset } from '../data/dataset.ts';
import { prepareData } from '../data/prepare/preparedData.ts';
import { type Engine, EngineError, type Profiler } from '../engine/engine.ts';
import { yieldToEventLoop } from '../lib/eventLoop.ts';
import { type ExperimentSpec, networksAtOnce } from '../spec/experimentSpec.ts';
import { multiplyAddsOf } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { everyLayer } from '../spec/networks/placedLayers.ts';
import type { StepPart, StepProfile } from '../spec/run/stepProfile.ts';
import { isWebGpu } from '../spec/sections/device.ts';
import type { ImageShape } from '../spec/units.ts';
import { timedSpec } from './estimate.ts';
import { withFittingBatches } from './fittingBatches.ts';
import { timedTrainer } from './timedTrainer.ts';

/** Milliseconds spent on measuring, roughly, and the fewest and most steps. */
const budget = 1000;
const fewestSteps = 3;
const mostSteps = 100;

/** Kernels that compute a layer's products once: forward, and one for each gradient. */
const kernelsOfProducts: readonly string[] = [
  'convolution',
  'convolutionFilterGradient',
  'convolutionInputGradient',
  'dense',
  'denseWeightGradient',
  'denseInputGradient',
];

/**
 * Where the time of a step goes: by kernel and layer, and beside what the device can do. Steps are
 * the same as without; they take longer.
 * @throws EngineError where the device tells no times; the signal's reason, between steps.
 */
export async function profileStep(
  spec: ExperimentSpec,
  dataset: AnyDataset,
  engine: Engine,
  signal?: AbortSignal,
): Promise<StepProfile> {
  signal?.throwIfAborted();
  const profiler = engine.profiler();
  if (profiler === null) throw withoutTimes(engine);
  const data = prepareData(dataset, timedSpec(spec, dataset));
  const peak = await profiler.measurePeak();
  const { trainer, prepare, step } = await timedTrainer(
    withFittingBatches(spec, data),
    data,
    profiler,
  );
  try {
    await prepare();
    const run = (steps: number) => measure(profiler, steps, step, () => trainer.takeMetrics());
    await run(1);
    const second = await run(1);
    signal?.throwIfAborted();
    const fitting = Math.floor(budget / second.stepMilliseconds);
    const steps = Math.min(mostSteps, Math.max(fewestSteps, fitting));
    const measured = await run(steps);
    const adds = multiplyAddsByLayer(spec, data.shape, data.classes.length);
    return {
      device: profiler.device,
      clock: profiler.clock,
      batchSize: data.batchSize,
      steps,
      peak,
      ...measured,
      parts: measured.parts.map((part) => ({
        ...part,
        multiplyAdds: multiplyAddsIn(part, adds, data.batchSize),
      })),
    };
  } finally {
    trainer.dispose();
    profiler.releaseImages();
  }
}

/** So many steps, one after another, each waited for; averages of a step. */
async function measure(
  profiler: Profiler,
  steps: number,
  step: () => void,
  wait: () => Promise<unknown>,
) {
  await profiler.takeParts();
  let [whole, asking] = [0, 0];
  for (let count = 0; count < steps; count++) {
    const began = performance.now();
    step();
    asking += performance.now() - began;
    await wait();
    whole += performance.now() - began;
    await yieldToEventLoop();
  }
  const parts = (await profiler.takeParts()).map(({ layer, kernel, calls, milliseconds }) => ({
    layer,
    kernel,
    calls: calls / steps,
    milliseconds: milliseconds / steps,
  }));
  const ofKernels = parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const stepMilliseconds = whole / steps;
  const hostMilliseconds =
    profiler.clock === 'host' ? Math.max(0, stepMilliseconds - ofKernels) : asking / steps;
  return { stepMilliseconds, hostMilliseconds, parts };
}

/** Multiply-adds of an image's way forward, by the layer's name, over the networks that train at once. */
function multiplyAddsByLayer(
  spec: ExperimentSpec,
  shape: ImageShape,
  classCount: number,
): ReadonlyMap<string, number> {
  const byLayer = new Map<string, number>();
  for (const network of networksAtOnce(spec)[0]) {
    for (const layer of everyLayer(placedNetwork(network, shape, classCount))) {
      byLayer.set(layer.name, (byLayer.get(layer.name) ?? 0) + multiplyAddsOf(layer));
    }
  }
  return byLayer;
}

function multiplyAddsIn(
  { layer, kernel }: StepPart,
  byLayer: ReadonlyMap<string, number>,
  batchSize: number,
): number | null {
  if (layer === null || !kernelsOfProducts.includes(kernel)) return null;
  const ofImage = byLayer.get(layer) ?? 0;
  return ofImage === 0 ? null : ofImage * batchSize;
}

function withoutTimes({ device }: Engine): EngineError {
  return isWebGpu(device.kind)
    ? new EngineError(
        'This graphics adapter offers no timestamps, so that kernels cannot be measured on it.',
        'Choose WebAssembly, or a browser and driver that offer timestamp queries.',
      )
    : new EngineError(
        `Kernels cannot be measured on the device ${device.kind}.`,
        'Choose WebAssembly, or WebGPU where it offers timestamp queries.',
      );
}
