/** Images that stay in their files are read as those in memory are: the same hash, questions, refusals. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyDataset, type Dataset, imageSize } from '../dataset.ts';
import { defaultLimits } from '../limits.ts';
import { memoryFacts } from '../memoryFacts.ts';
import { type ReadOptions, readDataset, readOrAsk } from '../readDataset.ts';
import type { SourceFile } from '../sourceFile.ts';
import { ownDecoders } from '../streaming/decodeImages.ts';
import type { Streaming } from '../streaming/fileImages.ts';
import { StreamedImages } from '../streaming/streamedImages.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { sourceFile } from '../testing/sourceFiles.ts';
import { jpegModule, writeJpeg } from '../testing/writeJpeg.ts';
import { writePng } from '../testing/writePng.ts';
import { writeTar } from '../testing/writeTar.ts';
import { writeZip } from '../testing/writeZip.ts';
import { paintOrFile } from './imageCanvas.ts';

const shape = { height: 6, width: 5, channels: 3 };
const noise = (seed: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => Math.imul(seed * 977 + at + 1, 0x9e3779b1) >>> 24);

/** A picture, by its number; some are JPEGs. */
async function picture(at: number, size = shape): Promise<Uint8Array> {
  if (at % 3 > 0) return writePng(noise(at, imageSize(size)), size);
  const four = Uint8ClampedArray.from(noise(at, size.height * size.width * 4));
  return writeJpeg(four, size, { quality: 95 });
}

const pathOf = (at: number) => `${at % 5 === 0 ? 'test' : 'train'}/${'abc'[at % 3]}/${at}.img`;
const named = (at: number) => pathOf(at).replace('.img', at % 3 > 0 ? '.png' : '.jpg');

/** Ninety pictures in class folders. */
async function pile(
  sizeOf: (at: number) => typeof shape = () => shape,
): Promise<{ path: string; bytes: Uint8Array }[]> {
  const numbers = Array.from({ length: 90 }, (_, at) => at);
  return Promise.all(
    numbers.map(async (at) => ({ path: named(at), bytes: await picture(at, sizeOf(at)) })),
  );
}

/** Holds so many bytes; what was dropped can be opened as blobs. */
const streamingOf = (held: number): Streaming => ({
  held,
  decoders: ownDecoders({
    jpegModule,
    read: async (file, start, end) =>
      new Uint8Array(await (file as Blob).slice(start, end).arrayBuffer()),
  }),
});

const openable = (file: SourceFile, bytes: Uint8Array): SourceFile => ({
  ...file,
  openable: new Blob([Uint8Array.from(bytes)]),
  part: async (start, end) => bytes.slice(start, end),
});

const dropped = (files: readonly { path: string; bytes: Uint8Array }[]) =>
  files.map(({ path, bytes }) => openable(sourceFile(`pile/${path}`, bytes), bytes));

const fromFiles = (files: readonly SourceFile[], options: ReadOptions = {}, held = 2000) =>
  readDataset(files, { jpegModule, ...options, streaming: streamingOf(held) });
const inMemory = (files: readonly SourceFile[], options: ReadOptions = {}) =>
  readDataset(files, { ...options, jpegModule, streaming: undefined });

async function expectSame(filed: AnyDataset, held: Dataset): Promise<void> {
  expect(filed.hash).toBe(held.hash);
  expect([filed.classes, filed.shape, filed.name]).toEqual([held.classes, held.shape, held.name]);
  for (const split of ['train', 'test'] as const) {
    const { images, labels } = filed[split]!;
    if (!(images instanceof StreamedImages)) throw new Error('They are in memory');
    expect(labels).toEqual(held[split]!.labels);
    expect(await images.gather([...labels.keys()])).toEqual(held[split]!.images);
  }
}

/** What is asked; which images are shown with it depends on the order of reading. */
async function questionsOf(files: readonly SourceFile[], options: ReadOptions) {
  const reading = await readOrAsk(files, options);
  if (reading.kind !== 'choice') throw new Error('Nothing is asked');
  return reading.questions.map(({ alternatives, ...question }) => ({
    ...question,
    alternatives: alternatives.map(({ previews, ...rest }) => ({
      ...rest,
      shown: previews.length,
    })),
  }));
}

describe('images in files', () => {
  test('are those in memory, from folders, zips and tars', async () => {
    const files = await pile();
    const zip = writeZip(files.map((file, at) => ({ ...file, deflate: at % 2 === 0 })));
    for (const given of [
      dropped(files),
      [openable(sourceFile('pile.zip', zip), zip)],
      [sourceFile('pile.tar', writeTar(files))],
    ]) {
      const filed = await fromFiles(given);
      await expectSame(filed, await inMemory(given));
      const facts = { decoded: 90 * 90, held: 500 + 16 * 90, kept: 16 * 90, fromFiles: true };
      expect(memoryFacts(filed)).toEqual(facts);
      expect(filed.notes.join(' ')).toContain('stay in their files');
    }
  });

  test('come in any order as they are in memory', async () => {
    const files = dropped(await pile());
    const filed = await fromFiles(files);
    const { images } = (await inMemory(files)).train;
    const { images: streamed } = filed.train;
    if (!(streamed instanceof StreamedImages)) throw new Error('They are in memory');
    const places = fc.array(fc.nat({ max: streamed.count - 1 }), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(places, async (asked) => {
        const expected = asked.flatMap((at) => [...images.subarray(at * 90, (at + 1) * 90)]);
        expect([...(await streamed.gather(asked))]).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('raise the same questions, and come to the same with the same answers', async () => {
    const files = dropped(await pile((at) => (at % 7 === 0 ? { ...shape, height: 9 } : shape)));
    const grey = writePng(noise(1, 30), { ...shape, channels: 1 });
    const mixed = [...files, openable(sourceFile('pile/train/a/grey.png', grey), grey)];
    const asked = await questionsOf(mixed, { jpegModule, streaming: streamingOf(2000) });
    expect(asked).toEqual(await questionsOf(mixed, { jpegModule }));
    expect(asked.map(({ kind }) => kind)).toEqual(['size', 'colour']);
    const choices = { size: { fitting: 'crop', height: 5, width: 4 }, colour: 'colour' } as const;
    await expectSame(await fromFiles(mixed, { choices }), await inMemory(mixed, { choices }));
  });

  test('become colour where nobody is asked and some are grey, whichever come first', async () => {
    const files = await pile();
    const greyPng = (at: number) => writePng(noise(at, 30), { ...shape, channels: 1 });
    for (const isGrey of [(at: number) => at < 5, (at: number) => at > 70]) {
      const some = dropped(
        files
          .toSorted((a, b) => (a.path < b.path ? -1 : 1))
          .map((file, at) =>
            isGrey(at) ? { path: file.path.replace('.jpg', '.png'), bytes: greyPng(at) } : file,
          ),
      );
      const options = { takesDefaults: true };
      await expectSame(await fromFiles(some, options), await inMemory(some, options));
    }
    const grey = dropped(files.map(({ path }, at) => ({ path, bytes: greyPng(at) })));
    expect(await fromFiles(grey, {}, 90 * 40)).toEqual(await inMemory(grey));
  });

  test('are held where there is room for them', async () => {
    const files = dropped(await pile());
    const filed = await fromFiles(files, {}, 90 * 90);
    expect(filed).toEqual(await inMemory(files));
  });

  test('are refused where one is damaged, or where they are much too flat', async () => {
    const files = await pile();
    const cut = files.map((file, at) => ({
      ...file,
      bytes: at === 50 || at === 0 ? file.bytes.slice(0, 60) : file.bytes,
    }));
    const asked = await questionsOf(dropped(cut), { jpegModule, streaming: streamingOf(2000) });
    expect(asked).toEqual(await questionsOf(dropped(cut), { jpegModule }));
    const [own, other] = await Promise.all(
      [fromFiles, inMemory].map((read) =>
        dataErrorOf(() => read(dropped(cut), { choices: { leaveOut: 'nothing' } })),
      ),
    );
    expect(own.fault).toEqual(other.fault);
    const choices = { leaveOut: 'broken' } as const;
    const filed = await fromFiles(dropped(cut), { choices });
    const held = await inMemory(dropped(cut), { choices });
    await expectSame(filed, held);
    expect(filed.reading).toEqual(held.reading);
    expect(filed.train.labels.length + filed.test!.labels.length).toBe(88);
    const limits = { unquestionedBytes: 100, decodedRatio: 0.1 };
    const { fault } = await dataErrorOf(() => fromFiles(dropped(files), { limits }));
    expect(fault).toEqual((await dataErrorOf(() => inMemory(dropped(files), { limits }))).fault);
  });

  test('are refused by name once they are gone or changed', async () => {
    const files = await pile();
    let gone = false;
    const bytes = new Map(files.map((file) => [`pile/${file.path}`, file.bytes]));
    const streaming = {
      held: 2000,
      decoders: ownDecoders({
        jpegModule,
        read: (file, start, end) => {
          if (gone && String(file).endsWith('/31.png')) throw new Error('no such file');
          return bytes.get(String(file))!.slice(start, end);
        },
      }),
    };
    const given = files.map(({ path, bytes: own }) => ({
      ...sourceFile(`pile/${path}`, own),
      openable: `pile/${path}`,
    }));
    const { train } = await readDataset(given, { jpegModule, streaming });
    const images = train.images as StreamedImages;
    const all = [...train.labels.keys()];
    await expect(images.gather(all)).resolves.toHaveLength(90 * train.labels.length);
    bytes.set('pile/train/b/16.png', await picture(19));
    expect((await dataErrorOf(() => images.gather(all))).fault).toMatchObject({
      file: 'pile/train/b/16.png',
      found: 'it is another image than when the data set was read',
    });
    bytes.set('pile/train/b/16.png', await picture(16));
    gone = true;
    expect((await dataErrorOf(() => images.gather(all))).fault).toMatchObject({
      file: 'pile/train/b/31.png',
      found: 'it could not be read (no such file)',
    });
  });

  test('in a compressed tar are refused with what to do', async () => {
    const sources = Array.from({ length: 300 }, (_, at) => ({
      file: 'photos.tar.gz',
      path: `a/${at}.png`,
      inner: `a/${at}.png`,
      size: 100,
      stored: 'in order' as const,
      decode: async () => ({ ...shape, channels: 3 as const, pixels: noise(at, 90), changes: [] }),
    }));
    const hash = { begin: () => {}, add: () => {}, digest: () => '' };
    const { fault } = await dataErrorOf(() =>
      paintOrFile(sources, {}, defaultLimits, { streaming: streamingOf(2000) }, () => hash),
    );
    expect(fault.found).toContain('300 images of 5 × 6 × 3 come to 27,000 bytes');
    expect(fault.allowed).toContain('at most 2,000 bytes once decoded');
    expect(fault.remedy).toContain('unpack photos.tar.gz');
  });
});
