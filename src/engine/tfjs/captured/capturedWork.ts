/**
 * Repeated work on WebGPU: recorded once, then repeated. Where it cannot be recorded it is done
 * anew each time, and tells why.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Preparation } from '../../engine.ts';
import type { DispatchClock } from '../../plan/dispatchClock.ts';
import { Plan } from '../../plan/plan.ts';
import { firstDifference, type Region, type ShaderSource } from '../../plan/recording.ts';
import { longestDispatch, neededSlices } from '../../plan/slices.ts';
import { tuneAll, untunedCount } from '../kernels/webgpu/autotuning.ts';
import { allocating, listenerNow } from '../kernels/webgpu/deviceFailures.ts';
import { flush, regionOf } from '../kernels/webgpu/deviceMemory.ts';
import { compileAll, notCompiled, pipelineOf } from '../kernels/webgpu/pipelines.ts';
import { NotRecordable, record, type TensorRecording } from '../kernels/webgpu/recorder.ts';
import type { Repeated, Work } from '../repeated/work.ts';
import { HostInputs } from './hostInputs.ts';
import { OutputLog } from './outputLog.ts';

/** Repetitions that are timed. */
const timings = 5;

export interface CaptureOptions {
  /** Unless it is to be captured, the work is done anew each time. */
  readonly isCaptured?: boolean;
  /** Milliseconds that no dispatch should exceed. */
  readonly longestDispatch?: number;
  /** Told why work cannot be captured. */
  readonly onNote?: (note: string) => void;
  /** Tests the kernels that were asked for; true where some gave way to others. */
  readonly testKernels?: () => Promise<boolean>;
  /** Measures each repetition, which slows it. */
  readonly clock?: DispatchClock | null;
}

export class CapturedWork implements Repeated {
  private readonly inputs: HostInputs;
  private readonly logs = new Map<string, OutputLog>();
  private recording: TensorRecording | null = null;
  private plan: Plan | null = null;
  private refusal: string | null = null;

  private readonly options: Required<CaptureOptions>;
  /** Milliseconds of the fastest repetition of those that were timed, and how many are still to be. */
  private fastest = Number.POSITIVE_INFINITY;
  private timingsLeft = timings;

  constructor(
    private readonly webgpu: WebGPUBackend,
    private readonly work: Work,
    options: CaptureOptions = {},
  ) {
    const untold = { onNote: () => {}, testKernels: async () => false, clock: null };
    this.options = { isCaptured: true, longestDispatch, ...untold, ...options };
    this.inputs = new HostInputs(webgpu, work.arrays);
    if (!this.options.isCaptured) this.refusal = 'it was asked not to be';
  }

  /** Why the work is not captured; null where it is. */
  get notCaptured(): string | null {
    return this.refusal;
  }

  /** Number of dispatches of a run; 0 before the first. */
  get dispatchCount(): number {
    return this.plan?.length ?? 0;
  }

  /** The memory that no repetition may rely on; empty before the first run. */
  get transientMemory(): readonly GPUBuffer[] {
    return this.plan?.memory ?? [];
  }

  async prepare(onProgress: (preparation: Preparation) => void): Promise<void> {
    this.renewRecording();
    const { webgpu } = this;
    const untuned = this.options.isCaptured ? untunedCount(webgpu) : 0;
    if (untuned > 0) {
      const total = untuned + notCompiled(webgpu.device, this.shaders()).length;
      let done = 0;
      await tuneAll(webgpu, () => onProgress({ done: ++done, total }));
      // The variants found fastest are recorded instead.
      this.forget();
      this.renewRecording();
    }
    const compile = () =>
      compileAll(webgpu.device, this.shaders(), ({ done, total }) =>
        onProgress({ done: untuned + done, total: untuned + total }),
      );
    const [refused, hasReplaced] = await Promise.all([compile(), this.options.testKernels()]);
    if (hasReplaced) {
      this.forget();
      this.renewRecording();
    }
    const tell = listenerNow(webgpu.device);
    for (const failure of hasReplaced ? await compile() : refused) tell(failure);
  }

  run(): void {
    flush(this.webgpu);
    this.inputs.upload();
    const plan = this.currentPlan();
    // Recording may have taken persistent values to the device.
    flush(this.webgpu);
    if (plan === null) this.runAnew();
    else this.repeat(plan);
  }

  async take(output: string): Promise<Float32Array> {
    return (await this.logs.get(output)?.take()) ?? new Float32Array();
  }

  forget(): void {
    this.plan?.destroy();
    this.plan = null;
    this.fastest = Number.POSITIVE_INFINITY;
    this.timingsLeft = timings;
    this.recording = null;
    if (this.options.isCaptured) this.refusal = null;
  }

  dispose(): void {
    this.forget();
    this.inputs.dispose();
    for (const log of this.logs.values()) log.destroy();
  }

  private shaders(): readonly ShaderSource[] {
    return this.recording?.dispatches.map(({ shader }) => shader) ?? [];
  }

  private currentPlan(): Plan | null {
    this.renewRecording();
    if (this.recording === null) return null;
    const { device } = this.webgpu;
    const { recording } = this;
    this.plan ??= allocating(
      device,
      `the ${this.work.name}`,
      () => new Plan(device, recording, ({ shader }) => pipelineOf(device, shader)),
    );
    return this.plan;
  }

  /** Records the work unless that was done, or cannot be; anew where its memory has moved. */
  private renewRecording(): void {
    if (this.recording !== null && !this.recording.isCurrent()) this.forget();
    if (this.recording !== null || this.refusal !== null) return;
    try {
      const { compute } = this.work;
      const first = record(this.webgpu, compute);
      const second = record(this.webgpu, compute);
      const difference = firstDifference(first, second);
      if (difference !== null) throw new NotRecordable(`${difference} differs from run to run`);
      this.recording = second;
    } catch (cause) {
      if (!(cause instanceof NotRecordable)) throw cause;
      this.refusal = cause.message;
      this.options.onNote(
        `The ${this.work.name} is computed anew each time instead of being repeated from a record, which is slower: ${cause.message}.`,
      );
    }
  }

  private repeat(plan: Plan): void {
    const encoder = this.webgpu.device.createCommandEncoder();
    const { clock } = this.options;
    if (clock === null) {
      const pass = encoder.beginComputePass();
      plan.encode(pass);
      pass.end();
    } else clock.encode(encoder, plan);
    for (const [name, region] of plan.outputs) this.logOf(name).append(encoder, region);
    this.webgpu.device.queue.submit([encoder.finish()]);
    clock?.read();
    if (this.timingsLeft > 0) this.time(plan);
  }

  /** Cuts dispatches by how long the fastest of the first repetitions takes, all together. */
  private time(plan: Plan): void {
    this.timingsLeft--;
    const began = performance.now();
    const done = () => {
      if (this.plan !== plan) return;
      // The host may have been busy meanwhile, so the shortest time is used.
      this.fastest = Math.min(this.fastest, performance.now() - began);
      plan.cut(neededSlices(this.fastest, this.options.longestDispatch));
    };
    // A device that fails is heard of elsewhere.
    this.webgpu.device.queue.onSubmittedWorkDone().then(done, () => {});
  }

  private runAnew(): void {
    const { webgpu } = this;
    const { device } = webgpu;
    tidy(() => {
      const regions = Object.entries(this.work.compute()).map(
        ([name, output]: [string, Tensor]) => [name, regionOf(webgpu, output)] as [string, Region],
      );
      flush(webgpu);
      const encoder = device.createCommandEncoder();
      for (const [name, region] of regions) this.logOf(name).append(encoder, region);
      device.queue.submit([encoder.finish()]);
    });
  }

  private logOf(name: string): OutputLog {
    const log = this.logs.get(name) ?? new OutputLog(this.webgpu.device);
    this.logs.set(name, log);
    return log;
  }
}
