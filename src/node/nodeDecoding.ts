/** How images are read and decoded in Node, by whichever thread does it. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { DecodingPlatform } from '../data/streaming/decodeImages.ts';
import type { OpenableFile } from '../data/streaming/fileStretch.ts';
import { imageModules } from './imageModules.ts';

export const nodeDecoding: DecodingPlatform = { ...imageModules, read: readPart };

/** The file that was read last, as archives are read from again and again. */
let open: { readonly path: string; readonly descriptor: number } | null = null;

/** Blocks its thread: there is nothing else to do, and many small files are read so the fastest. */
function readPart(file: OpenableFile, start: number, end: number): Uint8Array {
  if (typeof file !== 'string') throw new Error('Node reads files by their paths');
  if (open?.path !== file) {
    if (open !== null) closeSync(open.descriptor);
    open = null;
    open = { path: file, descriptor: openSync(file, 'r') };
  }
  const bytes = new Uint8Array(end - start);
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(open.descriptor, bytes, done, bytes.length - done, start + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
