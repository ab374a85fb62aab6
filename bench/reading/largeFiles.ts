/** Makes files that are larger than they should be. */
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { writePng } from '../../src/data/testing/writePng.ts';
import { withChecksum, writeTar } from '../../src/data/testing/writeTar.ts';
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { createRandom } from '../../src/lib/random.ts';

const side = 64;
const classes = 10;
/** Different images; each is there many times, under names of its own. */
const different = 50;

/** Noise of 16 bits a sample, which no compression makes smaller: half of it is left once read. */
function noisyPng(index: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(1, 'noise', index);
  const pixels = Uint16Array.from({ length: side * side * 3 }, () => random.integer(65_536));
  const options = { depth: 16, zlib: { level: 0 } } as const;
  return writePng(pixels, { height: side, width: side, channels: 3 }, options);
}

const pathOf = (index: number): string =>
  `class ${index % classes}/${String(index).padStart(6, '0')}.png`;

/** Writes archives of `bytes` bytes or a little more, block by block. */
export async function writeLargeZip(path: string, bytes: number): Promise<void> {
  const images = Array.from({ length: different }, (_, index) => noisyPng(index));
  const count = Math.ceil(bytes / images[0].length);
  await written(path, async (file) => {
    const records: Uint8Array[] = [];
    let base = 0;
    for (let index = 0; index < count; index++) {
      const entry = { path: pathOf(index), bytes: images[index % different] };
      // A zip of one entry: its local header and data, then its record, then an end of 22 bytes.
      const one = writeZip([entry], { base });
      const recordAt = 30 + entry.path.length + entry.bytes.length;
      await file.write(one.subarray(0, recordAt));
      records.push(one.slice(recordAt, -22));
      base += recordAt;
    }
    for (const record of records) await file.write(record);
    await file.write(endOf(records, base));
  });
}

/** An end record for so many entries. */
function endOf(records: readonly Uint8Array[], offset: number): Uint8Array {
  const end = writeZip([]).slice(-22);
  const view = new DataView(end.buffer);
  view.setUint16(8, records.length, true);
  view.setUint16(10, records.length, true);
  view.setUint32(
    12,
    records.reduce((sum, { length }) => sum + length, 0),
    true,
  );
  view.setUint32(16, offset, true);
  return end;
}

/** The same images as a tar. */
export async function writeLargeTar(path: string, bytes: number): Promise<void> {
  const images = Array.from({ length: different }, (_, index) => noisyPng(index));
  const count = Math.ceil(bytes / images[0].length);
  await written(path, async (file) => {
    for (let index = 0; index < count; index++) {
      const entry = { path: pathOf(index), bytes: images[index % different] };
      await file.write(writeTar([entry], { endBlocks: index === count - 1 ? 2 : 0 }));
    }
  });
}

/** The same tar, packed by gzip as fast as it can. */
export async function writeLargeTarGz(path: string, bytes: number): Promise<void> {
  const plain = `${path}.plain`;
  await writeLargeTar(plain, bytes);
  await pipeline(createReadStream(plain), createGzip({ level: 1 }), createWriteStream(path));
  await rm(plain);
}

/** Writes a file of `size` bytes that takes hardly any room on disk: its start, and a gap. */
export async function writeSparse(path: string, size: number, start: Uint8Array): Promise<void> {
  await written(path, async (file) => {
    await file.write(start);
    await file.truncate(size);
  });
}

/** The header of a tar entry of `size` bytes. */
export function tarHeader(size: number): Uint8Array {
  const header = writeTar([{ path: 'cat/1.png' }]).slice(0, 512);
  header.set(new TextEncoder().encode(size.toString(8).padStart(11, '0')), 124);
  return withChecksum(header);
}

async function written(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'w');
  try {
    await write(file);
  } finally {
    await file.close();
  }
}
