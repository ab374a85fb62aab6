import { backend, env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import { EngineError } from '../../engine.ts';
import { DispatchClock } from '../../plan/dispatchClock.ts';
import { CapturedWork } from '../captured/capturedWork.ts';
import { DeviceImages } from '../captured/deviceImages.ts';
import { createWebgpuMemory } from '../captured/webgpuMemory.ts';
import { composedKernels } from '../kernels/composed/composedKernels.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { mixedSelfTestCases, selfTestCases } from '../kernels/selfTest/cases.ts';
import { SelfTest } from '../kernels/selfTest/selfTest.ts';
import { rememberVariants } from '../kernels/webgpu/autotuning.ts';
import { onDeviceFailure } from '../kernels/webgpu/deviceFailures.ts';
import { guardParts } from '../kernels/webgpu/deviceMemory.ts';
import { storingHalves } from '../kernels/webgpu/halfStorage.ts';
import { plainKernels } from '../kernels/webgpu/plainKernels.ts';
import { runCase } from '../kernels/webgpu/runCase.ts';
import { webgpuKernels } from '../kernels/webgpu/webgpuKernels.ts';
import { namedKernels } from '../profiling/measuredKernels.ts';
import { PartTimes } from '../profiling/partTimes.ts';
import type { Work } from '../repeated/work.ts';
import { unlimited } from '../room.ts';
import { activateBackend, type Backend, leaveBackend, startBackend } from './backend.ts';
import { cpuReference } from './cpuReference.ts';
import { knowledgeOf, type Notebook } from './deviceKnowledge.ts';
import { largestBufferOf, otherDevice, requestDevice } from './deviceRequest.ts';
import { DeviceWatch } from './deviceWatch.ts';

/** `MatMulPackedProgram`: adds in a fixed order, unlike split-K with its float atomics. */
const packedMatMul = 3;

/** The graphics adapter that WebGPU would use, or null where there is none. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  const gpu = globalThis.navigator?.gpu;
  if (gpu === undefined) return null;
  return gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
}

/** Milliseconds between two looks for an adapter. */
const adapterPause = 250;

/** Waits for an adapter as long as given: after a crash of the graphics process it comes back. */
export async function awaitAdapter(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while ((await findAdapter()) === null && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, adapterPause));
  }
}

/** What an adapter says of itself. */
export function describeAdapter({ info }: GPUAdapter, isMixed = false): DeviceInfo {
  const names = [info.vendor, info.architecture, info.description].filter((name) => name !== '');
  return {
    kind: isMixed ? 'webgpu-mixed' : 'webgpu',
    adapter: names.length > 0 ? names.join(' ') : 'unnamed adapter',
    isFallback: info.isFallbackAdapter,
  };
}

/** What tells adapters apart for whom kernels may compile otherwise. */
function keyOf({ info, features }: GPUAdapter): string {
  const { vendor, architecture, device, description, subgroupMinSize, subgroupMaxSize } = info;
  const subgroups = features.has('subgroups') ? `${subgroupMinSize}-${subgroupMaxSize}` : 'none';
  return [vendor, architecture, device, description, `subgroups ${subgroups}`].join('; ');
}

/** What a device is started with. */
interface WebgpuStart {
  /** The kernels to be used where it computes them rightly. */
  readonly own?: Kernels;
  /** Where what is learned of it is kept between visits. */
  readonly notebook?: Notebook | undefined;
  /** Whether training stores at half precision what passes between layers. */
  readonly isMixed?: boolean;
}

const ownKernels: Kernels = { ...composedKernels, ...webgpuKernels };

/** Starts WebGPU on an adapter, a software one too. @throws EngineError */
export async function startWebgpu(
  adapter: GPUAdapter | null,
  { own = ownKernels, notebook, isMixed = false }: WebgpuStart = {},
): Promise<Backend> {
  if (adapter === null) throw noAdapter();
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  env().set('WEBGPU_MATMUL_PROGRAM_TYPE', packedMatMul);
  // Else small tensors would be computed in JavaScript, depending on where they happen to lie.
  env().set('WEBGPU_CPU_FORWARD', false);
  const device = await requestDevice(adapter);
  const watch = new DeviceWatch(device);
  onDeviceFailure(device, (failure) => watch.hear(failure));
  removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info));
  await startBackend('webgpu', otherDevice);
  const webgpu = backend() as InstanceType<typeof WebGPUBackend>;
  guardParts(webgpu);
  const key = isMixed ? `${keyOf(adapter)}; mixed` : keyOf(adapter);
  const knowledge = await knowledgeOf(key, notebook ?? null);
  rememberVariants(device, knowledge.variants);
  const images = new DeviceImages(webgpu);
  const notes = new Set<string>();
  const onNote = (note: string) => notes.add(note);
  const cases = isMixed ? mixedSelfTestCases : selfTestCases;
  const selfTest = new SelfTest({
    own,
    plain: plainKernels,
    cases,
    verdicts: knowledge.verdicts,
    run: (tested, kernels) => runCase(webgpu, tested, kernels),
    reference: (watch) => cpuReference(cases, watch),
    onNote,
  });
  const repeat = (work: Work, clock: DispatchClock | null) =>
    new CapturedWork(webgpu, isMixed && work.isTraining ? atHalf(work) : work, {
      onNote,
      testKernels: async () => {
        const hasReplaced = await selfTest.test();
        void knowledge.keep();
        return hasReplaced;
      },
      clock,
    });
  const started: Backend = {
    device: describeAdapter(adapter, isMixed),
    kernels: selfTest.kernels,
    memory: createWebgpuMemory(webgpu),
    room: { ...unlimited, tensor: largestBufferOf(device.limits) },
    recordsWork: true,
    computesAgain: false,
    scalesLoss: isMixed,
    repeat: (work) => repeat(work, null),
    profiling: () => {
      if (!device.features.has('timestamp-query')) return null;
      const parts = new PartTimes();
      const clock = new DispatchClock(device, (part, took) => parts.add(part, took));
      return {
        backend: {
          ...started,
          kernels: namedKernels(started.kernels),
          repeat: (work) => repeat(work, clock),
        },
        clock: 'device',
        takeParts: async () => {
          await clock.settle();
          return parts.take();
        },
      };
    },
    imageFeed: (from, count, shape) => images.feed(from, count, shape),
    untilLost: (work) => watch.untilLost(work),
    explain: (error) => watch.explain(error),
    takeNotes: () => {
      const taken = [...notes];
      notes.clear();
      return taken;
    },
    releaseImages: () => images.release(),
    activate: () => activateBackend('webgpu'),
    check: () => watch.check(),
    dispose: () => {
      watch.stop();
      images.release();
      leaveBackend('webgpu');
      // TensorFlow.js frees its own buffers only.
      device.destroy();
    },
  };
  return started;
}

/** The same work with what passes between layers stored at half precision. */
const atHalf = (work: Work): Work => ({
  ...work,
  compute: () => storingHalves(work.compute),
});

function noAdapter(): EngineError {
  return globalThis.navigator?.gpu === undefined
    ? new EngineError('This browser has no WebGPU.', otherDevice)
    : new EngineError(
        'The browser offers no graphics adapter.',
        'If WebGPU worked before, restart the browser: after a few crashes of the graphics ' +
          'process it offers no adapter until then. Else choose WebAssembly.',
      );
}
