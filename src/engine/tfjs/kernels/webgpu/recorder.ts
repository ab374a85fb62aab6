/**
 * Records the shaders of a computation on tensors instead of running them. Tensors made meanwhile
 * have no memory: they are transient values of the recording. All others are persistent: the
 * recording refers to the memory that they have.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type Binding,
  type Dispatch,
  isTransient,
  type Place,
  type Recording,
  type Region,
} from '../../../plan/recording.ts';
import { byteSizeOf, internalsOf, regionOf, tensorDataOf } from './deviceMemory.ts';

/** A computation that cannot be recorded, and why; it can still be run. */
export class NotRecordable extends Error {
  override readonly name = 'NotRecordable';
}

/** A recording, and whether what it refers to is still there. */
export interface TensorRecording extends Recording {
  /** Whether all persistent tensors still lie where the recording found them. */
  isCurrent(): boolean;
}

let current: Recorder | null = null;

/** The recording under way, or null. */
export function recorderUnderWay(): Recorder | null {
  return current;
}

/** Records a computation. @throws NotRecordable where it does what cannot be repeated. */
export function record(
  webgpu: WebGPUBackend,
  compute: () => Readonly<Record<string, Tensor>>,
): TensorRecording {
  const recorder = new Recorder(webgpu);
  current = recorder;
  const stock = internalsOf(webgpu).runWebGPUProgram;
  internalsOf(webgpu).runWebGPUProgram = (program) => {
    throw new NotRecordable(`it uses TensorFlow.js’ own ${program.constructor.name}`);
  };
  try {
    tidy(() => recorder.finish(compute()));
    return recorder.recording();
  } finally {
    internalsOf(webgpu).runWebGPUProgram = stock;
    current = null;
  }
}

export class Recorder {
  private readonly dispatches: Dispatch[] = [];
  private readonly sizes: number[] = [];
  private readonly transient = new Map<object, number>();
  private readonly persistent = new Map<Tensor['dataId'], Region>();
  /** Memory that transient values were given, by their number. */
  private readonly put = new Map<number, Region>();
  private outputs: ReadonlyMap<string, Place> = new Map();
  private readonly firstId: number;

  constructor(private readonly webgpu: WebGPUBackend) {
    const { dataId } = webgpu.makeTensorInfo([0], 'float32');
    this.firstId = idOf(dataId);
    webgpu.disposeData(dataId);
  }

  /** Takes note of a tensor that has no memory yet. */
  add(tensor: Pick<Tensor, 'dataId' | 'size'>): void {
    this.transient.set(tensor.dataId, this.sizes.push(byteSizeOf(tensor)) - 1);
  }

  /** Has a transient tensor lie in persistent memory. */
  place(tensor: Tensor, region: Region): void {
    const number = this.transient.get(tensor.dataId);
    if (number === undefined) throw new Error('Only transient tensors can be placed');
    this.put.set(number, region);
  }

  dispatch(dispatch: Dispatch): void {
    this.dispatches.push(dispatch);
  }

  /** Where a tensor lies. @throws NotRecordable for values that come from the host meanwhile. */
  placeOf(tensor: Tensor): Place {
    const number = this.transient.get(tensor.dataId);
    if (number !== undefined) return { transient: number };
    const known = this.persistent.get(tensor.dataId);
    if (known !== undefined) return known;
    if (idOf(tensor.dataId) > this.firstId) {
      throw new NotRecordable('it takes values from the host that would not change');
    }
    const region = regionOf(this.webgpu, tensor);
    this.persistent.set(tensor.dataId, region);
    return region;
  }

  finish(outputs: Readonly<Record<string, Tensor>>): void {
    const places = Object.entries(outputs).map(
      ([name, tensor]) => [name, this.placeOf(tensor)] as const,
    );
    this.outputs = new Map(places);
  }

  /** To be called when all tensors of the computation have been tidied up. */
  recording(): TensorRecording {
    for (const dataId of this.transient.keys()) {
      if (this.webgpu.tensorMap.has(dataId)) throw new NotRecordable('it keeps a new tensor');
    }
    const settled = (place: Place) =>
      isTransient(place) ? (this.put.get(place.transient) ?? place) : place;
    const settledBinding = (binding: Binding) => ({ ...binding, place: settled(binding.place) });
    return {
      dispatches: this.dispatches.map((dispatch) => ({
        ...dispatch,
        bindings: dispatch.bindings.map(settledBinding),
      })),
      sizes: this.sizes,
      outputs: new Map([...this.outputs].map(([name, place]) => [name, settled(place)])),
      isCurrent: () => this.isCurrent(),
    };
  }

  private isCurrent(): boolean {
    for (const [dataId, { buffer }] of this.persistent) {
      if (tensorDataOf(this.webgpu, { dataId })?.resource !== buffer) return false;
    }
    return true;
  }
}

/** TensorFlow.js numbers its data in order of creation. */
function idOf(dataId: object): number {
  return (dataId as { readonly id: number }).id;
}
