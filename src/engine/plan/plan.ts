/**
 * A recording made ready to be repeated: pipelines compiled, memory laid out, bind groups made. A
 * repetition costs the host two calls a dispatch.
 */
import type { StepPart } from '../../spec/run/stepProfile.ts';
import { layOut } from './layout.ts';
import {
  type Dispatch,
  isTransient,
  type Place,
  type Recording,
  type Region,
} from './recording.ts';
import { guardedSlices, slicesOf } from './slices.ts';

/** A shader ready to run. */
export interface CompiledShader {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

interface Command {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly columns: number;
  readonly rows: number;
  readonly part: StepPart;
}

/** A dispatch with its shader and memory. */
interface Prepared extends CompiledShader {
  readonly dispatch: Dispatch;
  readonly regions: readonly Region[];
}

/** Bindings begin at multiples of this many bytes. */
const alignment = 256;

export class Plan {
  /** The memory of transient values, which no repetition may rely on. */
  readonly memory: readonly GPUBuffer[];
  /** Where each output lies after a repetition. */
  readonly outputs: ReadonlyMap<string, Region>;
  private readonly device: GPUDevice;
  private readonly prepared: readonly Prepared[];
  private commands: readonly Command[] = [];
  /** Into how many each dispatch is cut; null while that is not known. */
  private slices: number | null = null;
  /** Numbers of the first groups of slices. */
  private firsts: GPUBuffer | null = null;

  /** Until {@link cut}, large dispatches are cut as if the device were slow. */
  constructor(
    device: GPUDevice,
    recording: Recording,
    compile: (dispatch: Dispatch) => CompiledShader,
  ) {
    const { slotOf, slots } = layOut(recording);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.device = device;
    this.memory = slots.map((size) => device.createBuffer({ size, usage, label: 'plan' }));
    const regionOf = (place: Place): Region =>
      isTransient(place)
        ? {
            buffer: this.memory[slotOf[place.transient]],
            offset: 0,
            size: recording.sizes[place.transient],
          }
        : place;
    this.prepared = recording.dispatches.map((dispatch) => ({
      ...compile(dispatch),
      dispatch,
      regions: dispatch.bindings.map(({ place }) => regionOf(place)),
    }));
    this.outputs = new Map([...recording.outputs].map(([name, place]) => [name, regionOf(place)]));
    this.command(({ grid: [columns, rows], shader }) =>
      guardedSlices(columns * rows * shader.groupSize),
    );
  }

  /** Number of dispatches of a repetition. */
  get length(): number {
    return this.commands.length;
  }

  /** Bytes of the transient values' memory. */
  get bytes(): number {
    return this.memory.reduce((sum, { size }) => sum + size, 0);
  }

  /** Has each dispatch run as so many, as far as it has groups. */
  cut(slices: number): void {
    if (slices === this.slices) return;
    this.slices = slices;
    this.command(() => slices);
  }

  /** Adds a repetition to a pass. */
  encode(pass: GPUComputePassEncoder): void {
    let last: GPUComputePipeline | null = null;
    for (const { pipeline, group, columns, rows } of this.commands) {
      if (pipeline !== last) pass.setPipeline(pipeline);
      last = pipeline;
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(columns, rows);
    }
  }

  /** Adds a repetition as a pass for each dispatch, whose timestamps are written as asked for. */
  encodeApart(
    encoder: GPUCommandEncoder,
    timesOf: (command: number) => GPUComputePassTimestampWrites,
  ): void {
    for (const [index, { pipeline, group, columns, rows }] of this.commands.entries()) {
      const pass = encoder.beginComputePass({ timestampWrites: timesOf(index) });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(columns, rows);
      pass.end();
    }
  }

  /** What each dispatch of a repetition is a part of. */
  get parts(): readonly StepPart[] {
    return this.commands.map(({ part }) => part);
  }

  destroy(): void {
    for (const buffer of this.memory) buffer.destroy();
    this.firsts?.destroy();
  }

  private command(slicesFor: (dispatch: Dispatch) => number): void {
    const limit = this.device.limits.maxComputeWorkgroupsPerDimension;
    const cuts = this.prepared.flatMap((prepared) => {
      const [columns, rows] = prepared.dispatch.grid;
      const wanted = slicesFor(prepared.dispatch);
      if (wanted === 1) return [{ prepared, first: 0, columns, rows }];
      return slicesOf(columns * rows, wanted, limit).map(({ first, count }) => {
        return { prepared, first, columns: count, rows: 1 };
      });
    });
    const placeOf = this.placeFirsts(cuts.map(({ first }) => first));
    this.commands = cuts.map(({ prepared, first, columns, rows }) => ({
      pipeline: prepared.pipeline,
      group: this.groupOf(prepared, placeOf(first)),
      columns,
      rows,
      part: prepared.dispatch.part ?? { layer: null, kernel: prepared.dispatch.shader.kernel },
    }));
  }

  private groupOf({ dispatch, layout, regions }: Prepared, first: Region): GPUBindGroup {
    const entries = entriesOf([...regions, first]);
    return this.device.createBindGroup({ label: dispatch.shader.kernel, layout, entries });
  }

  /** Puts the numbers where shaders find them; returns where each is. */
  private placeFirsts(firsts: readonly number[]): (first: number) => Region {
    const distinct = [...new Set(firsts)];
    const words = alignment / Uint32Array.BYTES_PER_ELEMENT;
    const values = new Uint32Array(distinct.length * words);
    for (const [index, first] of distinct.entries()) values[index * words] = first;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const size = values.byteLength;
    const buffer = this.device.createBuffer({ size, usage, label: 'first groups' });
    this.device.queue.writeBuffer(buffer, 0, values);
    // Commands that refer to the old one were submitted before.
    this.firsts?.destroy();
    this.firsts = buffer;
    return (first) => ({ buffer, offset: distinct.indexOf(first) * alignment, size: 4 });
  }
}

/** Bind group entries of a dispatch's regions, in order. */
export function entriesOf(regions: readonly Region[]): GPUBindGroupEntry[] {
  return regions.map((resource, binding) => ({ binding, resource }));
}
