/** An answer to a question comes to what a fresh reading does, and reads nothing again. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDataset, readOrAsk } from '../readDataset.ts';
import { type ReadingChoices, withChoice } from '../readingChoices.ts';
import type { SourceFile } from '../sourceFile.ts';
import { ownDecoders } from '../streaming/decodeImages.ts';
import { StreamedImages } from '../streaming/streamedImages.ts';
import { encodeName } from '../testing/encodeName.ts';
import { plainPng } from '../testing/sourceFiles.ts';
import { writeNpy } from '../testing/writeNpy.ts';
import { writeParquet } from '../testing/writeParquet.ts';
import { writeTable } from '../testing/writeTable.ts';
import { writeTar } from '../testing/writeTar.ts';
import { writeZip } from '../testing/writeZip.ts';
import { KeptReading } from './keptReading.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface Entry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Files that count how often they are asked for bytes, and for those that an earlier reading had. */
class Counted {
  reads = 0;
  again = 0;
  private before: ReadonlySet<string> = new Set();
  private readonly now = new Set<string>();
  readonly files: readonly SourceFile[];

  /** Begins another reading. */
  begin(): void {
    this.before = new Set(this.now);
  }

  private note(path: string): void {
    this.reads++;
    if (this.before.has(path)) this.again++;
    this.now.add(path);
  }

  constructor(entries: readonly Entry[]) {
    this.files = entries.map(({ path, bytes }) => ({
      name: path,
      size: bytes.length,
      bytes: async () => {
        this.note(path);
        return bytes;
      },
      part: async (start, end) => {
        this.note(path);
        return bytes.slice(start, end);
      },
    }));
  }
}

const grey = (height: number, width = height) => ({ height, width, channels: 1 }) as const;
const colour = (height: number) => ({ height, width: height, channels: 3 }) as const;
/** Images in class folders, of two sizes and, after a while, in grey and in colour. */
const photos = Array.from({ length: 24 }, (_, at) => ({
  path: `pets/${'ab'[at % 2]}/${at}.png`,
  bytes: plainPng(at, at < 6 ? grey(4) : at % 3 === 0 ? colour(5) : grey(4)),
}));
const broken = photos.map((one, at) =>
  at % 11 === 3 ? { ...one, bytes: one.bytes.slice(0, 40) } : one,
);
/** Something that takes an archive beyond what is held whole. */
const padding = { path: 'pets/notes.txt', bytes: new Uint8Array(2 ** 21) };
const text = (content: string) => new TextEncoder().encode(content);
const alike = Array.from({ length: 6 }, (_, at) => `img/${at}.png`);
const pixels = (count: number) => Array.from({ length: count * 4 }, (_, at) => at % 256);

const piles: Readonly<Record<string, readonly Entry[]>> = {
  'folders of images': photos,
  'a few images': photos.slice(4, 12),
  'images that cannot be read': broken,
  'a small zip': [{ path: 'a.zip', bytes: writeZip(photos) }],
  'a large zip': [{ path: 'a.zip', bytes: writeZip([...photos, padding]) }],
  'a large tar': [{ path: 'a.tar', bytes: writeTar([...broken, padding]) }],
  'a packed tar': [{ path: 'a.tar.gz', bytes: gzipSync(writeTar(photos)) }],
  'names in an encoding that is not told': [
    {
      path: 'a.zip',
      bytes: writeZip(
        photos.map(({ path, bytes }) => {
          const named = path.replace('pets/a', 'pets/狗').replace('pets/b', 'pets/猫');
          return { path: named, name: encodeName(named, 'gbk'), flags: 0, bytes };
        }),
      ),
    },
  ],
  'a set that is there twice, one of them otherwise': [
    ...photos.map(({ path, bytes }) => ({ path: `x/one/${path}`, bytes })),
    ...photos.map(({ path }, at) => ({ path: `x/two/${path}`, bytes: plainPng(at, grey(4)) })),
  ],
  'a table with two columns of labels, beside images of two sizes': [
    ...alike.map((path, at) => ({ path, bytes: plainPng(at, grey(at < 3 ? 4 : 6)) })),
    {
      path: 'labels.csv',
      bytes: writeTable([
        ['file', 'breed', 'coat'],
        ...alike.map((path, at) => [path, 'xy'[at % 2], 'sl'[at % 2]]),
      ]),
    },
  ],
  'arrays with two lists of labels': [
    { path: 'x.npy', bytes: writeNpy([4, 2, 2], pixels(4)) },
    { path: 'kind.txt', bytes: text('a\nb\na\nb\n') },
    { path: 'colour.txt', bytes: text('r\nr\ng\ng\n') },
  ],
  'arrays in an archive, with two of labels': [
    {
      path: 'a.npz',
      bytes: writeZip([
        { path: 'x.npy', bytes: writeNpy([4, 2, 2], pixels(4)) },
        { path: 'fine.npy', bytes: writeNpy([4], [0, 1, 2, 3]) },
        { path: 'coarse.npy', bytes: writeNpy([4], [0, 0, 1, 1]) },
      ]),
    },
  ],
  'a Parquet table': [
    {
      path: 'a.parquet',
      bytes: writeParquet({
        images: photos.map(({ bytes }) => bytes),
        labels: {
          fine_label: photos.map((_, at) => at % 4),
          coarse_label: photos.map((_, at) => at % 2),
        },
        classNames: { fine_label: ['a', 'b', 'c', 'd'], coarse_label: ['x', 'y'] },
      }),
    },
  ],
};

/** Reads with the first alternative of each question, and what came of it. */
async function answered(files: Counted, bound: number, threads: boolean) {
  const kept = new KeptReading(bound);
  let decoded = 0;
  const own = ownDecoders({ read: () => Promise.reject(new Error('nothing to open')) });
  const decoders = {
    decode: (job: Parameters<typeof own.decode>[0]) => {
      decoded += job.images.filter(({ content }) => content instanceof Uint8Array).length;
      return own.decode(job);
    },
  };
  const asked: string[] = [];
  const decodes: number[] = [];
  let choices: ReadingChoices = {};
  for (;;) {
    files.begin();
    decoded = 0;
    const reading = await readOrAsk(files.files, {
      choices,
      kept,
      ...(threads ? { streaming: { held: 100, decoders } } : {}),
    });
    decodes.push(decoded);
    if (reading.kind === 'dataset') {
      return { dataset: reading.dataset, asked, decodes, choices, kept: new WeakRef(kept) };
    }
    const [question] = reading.questions;
    asked.push(question.kind);
    choices = withChoice(choices, question.alternatives[0].choices);
  }
}

describe.each(Object.entries(piles))('%s', (name, entries) => {
  test('are read once, however much is asked', async () => {
    const files = new Counted(entries);
    const { dataset, asked, choices } = await answered(files, 2 ** 30, false);
    expect(asked.length).toBeGreaterThan(0);
    expect(files.reads).toBeGreaterThan(0);
    // Copies are compared before they are decoded.
    expect(files.again).toBe(name.includes('twice') ? 7 : 0);
    const fresh = await readDataset(new Counted(entries).files, { choices });
    expect({ ...dataset, train: null }).toEqual({ ...fresh, train: null });
    expect(dataset.train.labels).toEqual(fresh.train.labels);
    expect(
      Buffer.compare(dataset.train.images as Uint8Array, fresh.train.images as Uint8Array),
    ).toBe(0);
  });

  test('come to the same where nothing or little may be kept', async () => {
    const { dataset } = await answered(new Counted(entries), 2 ** 30, false);
    for (const bound of [0, 700]) {
      const again = await answered(new Counted(entries), bound, false);
      expect(again.dataset.hash).toBe(dataset.hash);
      expect(again.dataset.notes).toEqual(dataset.notes);
    }
  });
});

test('what finds no room is read again', async () => {
  const none = new Counted(photos);
  const { asked } = await answered(none, 0, false);
  expect(none.again).toBe(photos.length * asked.length);
});

test('images that stay in their files are decoded again only where they found no room', async () => {
  const all = new Counted(photos);
  const { dataset, asked, decodes } = await answered(all, 2 ** 30, true);
  expect(asked).toEqual(['size', 'colour']);
  const memory = await answered(new Counted(photos), 2 ** 30, false);
  expect(dataset.hash).toBe(memory.dataset.hash);
  const none = await answered(new Counted(photos), 0, true);
  expect(none.dataset.hash).toBe(dataset.hash);
  // Those before it was known that something is asked.
  expect(none.decodes[1]).toBe(photos.length);
  expect(decodes[1]).toBeLessThan(none.decodes[1] / 2);
  expect(all.again).toBeLessThanOrEqual(decodes[1] + decodes[2]);
});

test('a data set that goes on reading its archive does not hold what was kept', async () => {
  const files = new Counted(piles['a large zip']);
  const { dataset, asked, kept } = await answered(files, 2 ** 30, true);
  expect(asked.length).toBeGreaterThan(0);
  // What was held by a turn of the event loop is let go after it.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(kept.deref()).toBeUndefined();
  const { images } = dataset.train;
  expect(images).toBeInstanceOf(StreamedImages);
  const { count, size } = images as StreamedImages;
  const all = await (images as StreamedImages).gather(Array.from({ length: count }, (_, at) => at));
  expect(all).toHaveLength(count * size);
});
