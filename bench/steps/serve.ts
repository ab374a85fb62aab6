/** Answers commands beside an engine, in Node as in a page. */
import { GpuWatch } from '../../src/engine/tfjs/testing/gpuWatch.ts';
import { batchCount } from './batches.ts';
import { products } from './products.ts';
import {
  type Answer,
  type Command,
  type FirstStep,
  type GpuGauge,
  type Stepper,
  type StepperOptions,
  type StepperPlatform,
  softwareAdapter,
} from './stepper.ts';

/** A server of one stepper: it answers one command after another, and `failed` in place of errors. */
export function createServer(platform: StepperPlatform): (command: Command) => Promise<Answer> {
  let stepper: Stepper | null = null;
  let watch: GpuWatch | null = null;
  const perform = async (command: Command): Promise<Answer> => {
    if (command.command === 'probe') {
      return { answer: 'started', device: await describeDevice('webgpu') };
    }
    if (command.command === 'start') {
      if (command.device === 'webgpu') watch = new GpuWatch();
      stepper = await start(command, platform);
      return { answer: 'started', device: await describeDevice(command.device) };
    }
    if (stepper === null) throw new Error('No engine was started.');
    switch (command.command) {
      case 'losses':
        return { answer: 'losses', ...(await losses(stepper, command.steps)) };
      case 'block':
        return { answer: 'milliseconds', milliseconds: [await block(stepper, command.steps)] };
      case 'gauge':
        if (watch === null) throw new Error('Only WebGPU devices are watched.');
        return { answer: 'gauge', ...(await gauge(stepper, watch, command.steps)) };
      case 'first':
        return { answer: 'first', ...(await first(stepper, command.isPrepared)) };
      case 'gradients':
        if (stepper.gradients === undefined) throw new Error('This engine tells no gradients.');
        return { answer: 'gradients', ...(await stepper.gradients()) };
      case 'products': {
        const { side, repetitions } = command;
        return { answer: 'milliseconds', milliseconds: await products(side, repetitions) };
      }
    }
  };
  return (command) =>
    perform(command).catch((cause: unknown) => ({
      answer: 'failed',
      reason: cause instanceof Error ? cause.message : String(cause),
    }));
}

async function start(options: StepperOptions, platform: StepperPlatform): Promise<Stepper> {
  switch (options.engine) {
    case 'espalier':
      return (await import('./peers/espalier.ts')).createStepper(options, platform);
    case 'tfjs':
      return (await import('./peers/tfjs.ts')).createStepper(options, platform);
    case 'jax-js':
      return (await import('./peers/jaxJs.ts')).createStepper(options);
  }
}

/** The device's name in the table: a software adapter is no graphics card and says so. */
async function describeDevice(device: StepperOptions['device']): Promise<string> {
  if (device !== 'webgpu') return device;
  const gpu: GPU | undefined = navigator.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const { isFallbackAdapter, vendor, architecture } = adapter.info;
  return isFallbackAdapter ? softwareAdapter : `webgpu, ${vendor} ${architecture}`.trim();
}

async function losses(stepper: Stepper, steps: number) {
  await stepper.restart();
  const found: number[] = [];
  const milliseconds: number[] = [];
  for (let step = 0; step < steps; step++) {
    const begin = performance.now();
    await stepper.step(step % batchCount);
    found.push(...(await stepper.losses()));
    milliseconds.push(performance.now() - begin);
  }
  return { losses: found, milliseconds };
}

/** Milliseconds a step of `steps` steps without a pause. */
async function block(stepper: Stepper, steps: number): Promise<number> {
  await stepper.restart();
  const begin = performance.now();
  for (let step = 0; step < steps; step++) {
    // Awaiting what is no promise would cost the engines that give none.
    const waits = stepper.step(step % batchCount);
    if (waits !== undefined) await waits;
  }
  await stepper.settle();
  return (performance.now() - begin) / steps;
}

async function gauge(stepper: Stepper, watch: GpuWatch, steps: number): Promise<GpuGauge> {
  await block(stepper, 1);
  const before = watch.dispatches;
  for (let step = 0; step < steps; step++) await stepper.step(step % batchCount);
  const dispatches = (watch.dispatches - before) / steps;
  await stepper.settle();
  return { dispatches, maxBytes: watch.maxBytes };
}

async function first(stepper: Stepper, isPrepared: boolean): Promise<FirstStep> {
  await stepper.restart();
  const begin = performance.now();
  const prepared = isPrepared ? await stepper.prepare?.() : 0;
  if (prepared === undefined) throw new Error('This engine prepares nothing.');
  const middle = performance.now();
  await stepper.step(0);
  await stepper.settle();
  return { preparingMs: middle - begin, prepared, stepMs: performance.now() - middle };
}
