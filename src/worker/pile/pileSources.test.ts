/** Files of a page are read for threads as they are for one thread, many of them ahead. */
import { expect, test } from 'vitest';
import { readDataset } from '../../data/readDataset.ts';
import { ownDecoders } from '../../data/streaming/decodeImages.ts';
import type { DecodeJob } from '../../data/streaming/decodeJob.ts';
import { writePng } from '../../data/testing/writePng.ts';
import { pileSources } from './pileSources.ts';

test('thousands of files come to the data set of one thread', async () => {
  const shape = { height: 2, width: 2, channels: 1 };
  const files = Array.from({ length: 4100 }, (_, at) => {
    const bytes = writePng(Uint8Array.of(at, at >> 4, at >> 8, 7), shape);
    const path = `many/${['ash', 'elm'][at % 2]}/${at}.png`;
    return { path, file: new File([bytes], `${at}.png`) };
  });
  const own = ownDecoders({ read: () => Promise.reject(new Error('a page reads them itself')) });
  let decoded = 0;
  const decoders = {
    decode: (job: DecodeJob) => {
      decoded += job.images.length;
      return own.decode(job);
    },
  };
  const byThreads = await readDataset(pileSources(files), { decoders });
  expect(decoded).toBe(files.length);
  expect(byThreads.hash).toBe((await readDataset(pileSources(files))).hash);
});
