/**
 * Our own WebAssembly loops (assembly/, compiled by `npm run kernels`), working in place on the
 * memory of TensorFlow.js' backend. Arguments named like tensors are addresses.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend } from '@tensorflow/tfjs-core';
import { EngineError } from '../../../../engine.ts';
import { loopsBinary } from './loopsBinary.ts';
import type { StridedLoops } from './stridedLoops.ts';
import type { UnfoldingLoops } from './unfoldingLoops.ts';
import type { WinogradLoops } from './winogradLoops.ts';

type Address = number;

/** What assembly/index.ts exports; see there for what each does. */
export interface Loops extends WinogradLoops, StridedLoops, UnfoldingLoops {
  relu(x: Address, to: Address, length: number): void;
  reluGradient(dy: Address, y: Address, to: Address, length: number): void;
  add(a: Address, b: Address, to: Address, length: number): void;
  addRelu(a: Address, b: Address, to: Address, length: number): void;
  plainStep(
    to: Address,
    from: Address,
    gradient: Address,
    length: number,
    rate: number,
    decay: number,
  ): void;
  momentumStep(
    to: Address,
    from: Address,
    gradient: Address,
    velocity: Address,
    length: number,
    rate: number,
    momentum: number,
    decay: number,
  ): void;
  adamStep(
    to: Address,
    from: Address,
    gradient: Address,
    mean: Address,
    square: Address,
    length: number,
    rate: number,
    rootFactor: number,
    decay: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
  columnSums(values: Address, sums: Address, rows: number, columns: number): void;
  columnSquares(
    values: Address,
    centres: Address,
    sums: Address,
    rows: number,
    columns: number,
  ): void;
  normSums(
    dy: Address,
    values: Address,
    output: Address,
    centres: Address,
    sums: Address,
    products: Address,
    rows: number,
    columns: number,
  ): void;
  normCombine(
    dy: Address,
    values: Address,
    output: Address,
    centres: Address,
    own: Address,
    levels: Address,
    tilts: Address,
    to: Address,
    rows: number,
    columns: number,
  ): void;
  normalise(
    values: Address,
    centres: Address,
    factors: Address,
    shifts: Address,
    to: Address,
    rows: number,
    columns: number,
    relu: number,
  ): void;
  maxPoolGradient(
    dy: Address,
    x: Address,
    to: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
  ): void;
  filterGradient(
    x: Address,
    dy: Address,
    to: Address,
    rows: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    outputs: number,
    size: number,
    stride: number,
    padding: number,
    block: number,
  ): void;
  foldedProduct(
    dy: Address,
    panels: Address,
    patches: Address,
    to: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    outputs: number,
    size: number,
    stride: number,
    padding: number,
    block: number,
  ): void;
  transposedProduct(
    x: Address,
    dy: Address,
    to: Address,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;
  packPanels(weights: Address, panels: Address, inner: number, columns: number): void;
  panelProduct(
    x: Address,
    panels: Address,
    bias: Address,
    to: Address,
    rows: number,
    inner: number,
    columns: number,
    relu: number,
  ): void;
  lookUp(bytes: Address, table: Address, to: Address, length: number, channels: number): void;
  transpose(from: Address, to: Address, rows: number, columns: number): void;
  copyColumns(
    from: Address,
    fromStep: number,
    to: Address,
    toStep: number,
    rows: number,
    bytes: number,
  ): void;
  dropout(
    x: Address,
    to: Address,
    length: number,
    start: number,
    threshold: number,
    factor: number,
  ): void;
  windowMaximumGradient(
    dy: Address,
    x: Address,
    y: Address,
    to: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
    stride: number,
    padding: number,
  ): void;
  meanOfWindows(
    x: Address,
    to: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
    stride: number,
    padding: number,
  ): void;
  meanOfWindowsGradient(
    dy: Address,
    to: Address,
    share: Address,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    size: number,
    stride: number,
    padding: number,
  ): void;
}

/**
 * Places the loops on the memory of the backend under way, which must have started; `areFused` are those
 * whose multiply-adds a processor may round once (assembly/multiplyAdd.ts).
 * @throws EngineError where fused ones are asked for that there is no way to run.
 */
export async function placeLoops(areFused = false): Promise<Loops> {
  const bytes = bytesOf(areFused ? await fusedLoops() : loopsBinary);
  if (areFused && !WebAssembly.validate(bytes)) {
    throw new EngineError(
      'Fused multiply-adds (relaxed SIMD of WebAssembly) are not to be had here.',
      'Choose WASM, or use a current Chromium.',
    );
  }
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory: backendMemory() } });
  return instance.exports as unknown as Loops;
}

const fusedLoops = async () => (await import('./fusedLoopsBinary.ts')).fusedLoopsBinary;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** TensorFlow.js keeps its memory to itself; Emscripten's module object has it all the same. */
export function backendMemory(): WebAssembly.Memory {
  const module: object = (backend() as BackendWasm).wasm;
  const memory: unknown = Reflect.get(Reflect.get(module, 'asm') ?? {}, 'memory');
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new EngineError(
    'The memory of TensorFlow.js’ WebAssembly was not found.',
    'This is a fault of Espalier; please report it.',
  );
}
