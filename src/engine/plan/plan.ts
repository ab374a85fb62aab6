/**
 * A recording made ready to be repeated: pipelines compiled, memory laid out, bind groups made. A
 * repetition costs the host two calls a dispatch.
 */
import { layOut } from './layout.ts';
import { type Dispatch, isPassing, type Place, type Recording, type Region } from './recording.ts';

/** A shader ready to run. */
export interface CompiledShader {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** What a plan needs of whoever compiles: a dispatch may take several pipelines, in turns. */
export type Compile = (dispatch: Dispatch) => CompiledShader;

interface Command {
  readonly kernel: string;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly columns: number;
  readonly rows: number;
}

export class Plan {
  /** The memory of passing values, which no repetition may rely on. */
  readonly memory: readonly GPUBuffer[];
  /** Where each output lies after a repetition. */
  readonly outputs: ReadonlyMap<string, Region>;
  private readonly commands: readonly Command[];

  constructor(device: GPUDevice, recording: Recording, compile: Compile) {
    const { slotOf, slots } = layOut(recording);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.memory = slots.map((size) => device.createBuffer({ size, usage, label: 'plan' }));
    const regionOf = (place: Place): Region =>
      isPassing(place)
        ? {
            buffer: this.memory[slotOf[place.passing]],
            offset: 0,
            size: recording.sizes[place.passing],
          }
        : place;
    this.commands = recording.dispatches.map((dispatch) => {
      const { pipeline, layout } = compile(dispatch);
      const regions = dispatch.bindings.map(({ place }) => regionOf(place));
      const { kernel } = dispatch.shader;
      const group = device.createBindGroup({ label: kernel, layout, entries: entriesOf(regions) });
      return { kernel, pipeline, group, columns: dispatch.grid[0], rows: dispatch.grid[1] };
    });
    this.outputs = new Map([...recording.outputs].map(([name, place]) => [name, regionOf(place)]));
  }

  /** Number of dispatches of a repetition. */
  get length(): number {
    return this.commands.length;
  }

  /** Bytes of the passing values' memory. */
  get bytes(): number {
    return this.memory.reduce((sum, { size }) => sum + size, 0);
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

  destroy(): void {
    for (const buffer of this.memory) buffer.destroy();
  }
}

/** Bind group entries of a dispatch's regions, in order. */
export function entriesOf(regions: readonly Region[]): GPUBindGroupEntry[] {
  return regions.map((resource, binding) => ({ binding, resource }));
}
