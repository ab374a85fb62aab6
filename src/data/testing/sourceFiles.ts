import type { SourceFile } from '../sourceFile.ts';
import { writePng } from './writePng.ts';
import { joined, writeZip } from './writeZip.ts';

/** A file as the platform gives it. */
export function sourceFile(name: string, bytes: Uint8Array): SourceFile {
  return { name, size: bytes.length, bytes: async () => bytes };
}

/** A one-coloured PNG. */
export function plainPng(
  value: number,
  shape = { height: 4, width: 4, channels: 1 },
): Uint8Array<ArrayBuffer> {
  const size = shape.height * shape.width * shape.channels;
  return writePng(new Uint8Array(size).fill(value), shape);
}

/** A zip of plain grey images, one for each path; the value of each is its place in the list. */
export function zipOfImages(paths: readonly string[]): Uint8Array<ArrayBuffer> {
  return writeZip(paths.map((path, index) => ({ path, bytes: plainPng(index) })));
}

/** A copy with bytes changed from `at` on. */
export function patched(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  return joined([
    bytes.subarray(0, at),
    Uint8Array.from(values),
    bytes.subarray(at + values.length),
  ]);
}
