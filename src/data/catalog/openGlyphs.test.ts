import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { hashBytes } from '../../lib/hash.ts';
import { expectRefusal } from '../testing/errors.ts';
import { type CatalogEntry, openGlyphs } from './openGlyphs.ts';

const pixels = Uint8Array.from({ length: 2 * (3 + 1) * 4 }, (_, at) => at);
const entry: CatalogEntry = {
  name: 'Two letters',
  file: 'letters.bin',
  sha256: hashBytes(pixels),
  classes: ['a', 'b'],
  trainPerClass: 3,
  testPerClass: 1,
  shape: { height: 2, width: 2, channels: 1 },
};

describe('openGlyphs', () => {
  test('labels images by their order', () => {
    const { name, train, test: held, classes } = openGlyphs(gzipSync(pixels), entry);
    expect([name, classes]).toEqual(['Two letters', ['a', 'b']]);
    expect([...train.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...held!.labels]).toEqual([0, 1]);
    expect([...held!.images]).toEqual([24, 25, 26, 27, 28, 29, 30, 31]);
  });

  test('refuses other content', async () => {
    const open = (bytes: Uint8Array) => () => openGlyphs(gzipSync(bytes), entry);
    await expectRefusal(open(pixels.subarray(1)), ['letters.bin', '31 bytes', '32 bytes']);
    await expectRefusal(open(new Uint8Array(33)), ['letters.bin', 'more than 32 bytes']);
    await expectRefusal(open(new Uint8Array(32)), ['letters.bin', 'SHA-256', entry.sha256]);
    await expectRefusal(() => openGlyphs(pixels, entry), ['letters.bin', 'signature']);
  });
});
