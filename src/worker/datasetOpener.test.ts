/** An answer to a question about dropped files reads none of them again. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadingChoices } from '../data/readingChoices.ts';
import { ownDecoders } from '../data/streaming/decodeImages.ts';
import type { DecodeJob } from '../data/streaming/decodeJob.ts';
import { plainPng } from '../data/testing/sourceFiles.ts';
import { installedWasmPaths } from '../engine/tfjs/testing/wasmFiles.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { bytesOfFile } from './bytesOfFile.ts';
import { DatasetOpener } from './datasetOpener.ts';
import { ExclusiveEngine } from './exclusiveEngine.ts';
import { FeatureOpener } from './featureOpener.ts';
import { Library } from './library.ts';
import { OpenDatasets } from './openDatasets.ts';

/** So many that threads decode them. */
const count = 4000;
const small = plainPng(1, { height: 2, width: 2, channels: 1 });
const wide = plainPng(1, { height: 2, width: 3, channels: 1 });
const files = Array.from({ length: count }, (_, at) => ({
  file: new File([at % 5 === 0 ? wide : small], `${at}.png`),
  path: `pile/${'ab'[at % 2]}/${at}.png`,
}));
const dropped = [{ kind: 'files', files }] as const;

let reads = 0;
beforeEach(() => {
  reads = 0;
  const { arrayBuffer } = Blob.prototype;
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
    reads++;
    return arrayBuffer.call(this);
  });
});
afterEach(() => vi.restoreAllMocks());

/** An opener, and how many images its threads have decoded. */
function opener() {
  let decoded = 0;
  const own = ownDecoders({
    read: (file, start, end) => bytesOfFile((file as Blob).slice(start, end)),
  });
  const decode = (job: DecodeJob) => {
    decoded += job.images.filter(({ content }) => !('pixels' in content)).length;
    return own.decode(job);
  };
  const library = new Library(async () => new MemoryFiles());
  const platform = { wasmPaths: installedWasmPaths() };
  const features = new FeatureOpener(library, new ExclusiveEngine(platform), platform);
  const made = new DatasetOpener(new OpenDatasets(), library, { decoders: { decode } }, features);
  const read = (pile: number, choices: ReadingChoices = {}) =>
    made.readFiles({ pile, sent: 0, dropped, choices }, {});
  return { made, read, decoded: () => decoded };
}
const crop = { size: { fitting: 'crop', height: 2, width: 2 } } as const;
const asked = { questions: [{ kind: 'size' }] };

describe('an answer to a question about dropped files', () => {
  it('reads and decodes nothing again, and then nothing is kept', async () => {
    const { made, read, decoded } = opener();
    await expect(read(1)).rejects.toMatchObject(asked);
    expect(reads).toBeGreaterThan(count / 200);
    const before = { reads, decoded: decoded() };
    expect(before.decoded).toBe(count);
    const view = await read(1, crop);
    expect(view.trainCounts).toEqual([count / 2, count / 2]);
    expect({ reads, decoded: decoded() }).toEqual(before);
    expect(made.piles.countOf(1)).toBeNull();
  });

  it('reads anew what was let go: another pile was dropped, or the question dismissed', async () => {
    const { made, read } = opener();
    await expect(read(1)).rejects.toMatchObject(asked);
    await expect(read(2)).rejects.toMatchObject(asked);
    const both = reads;
    await read(1, crop);
    expect(reads).toBeGreaterThan(both);
    made.piles.letGo(2);
    const before = reads;
    await read(2, crop);
    expect(reads).toBeGreaterThan(before);
  });
});
