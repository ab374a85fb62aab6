/** A run sees the same images in files as in memory, whatever the spec and the room for them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { withHash } from '../dataset.ts';
import { gatherAhead } from '../streaming/gatherAhead.ts';
import { digestLength, StreamedImages } from '../streaming/streamedImages.ts';
import { HeldStream, streamed } from '../testing/streamedDataset.ts';
import { findDuplicates } from './duplicates.ts';
import { valuesOf } from './imageSource.ts';
import type { Succession } from './imageSupply.ts';
import { type PreparedData, prepareData } from './preparedData.ts';
import { planSplit } from './split.ts';

const shape = { height: 4, width: 3, channels: 3 };
const size = 36;

/** Some images more than once, so that there are leaks. */
function made(trainCount: number, testCount: number | null, validationCount = 0) {
  const part = (count: number) => ({
    labels: Int32Array.from({ length: count }, (_, at) => at % 3),
    images: Uint8Array.from({ length: count * size }, (_, at) => {
      const image = Math.floor(at / size) % 17;
      return (image * 31 + (at % size) * 7) & 255;
    }),
  });
  return withHash({
    name: 'made',
    format: 'made for tests',
    classes: ['a', 'b', 'c'],
    shape,
    train: part(trainCount),
    validation: validationCount === 0 ? null : part(validationCount),
    test: testCount === null ? null : part(testCount),
    notes: [],
  });
}

async function collect<Item, Kept>(items: Succession<Item>, keep: (item: Item) => Kept) {
  const all: Kept[] = [];
  for await (const item of items) all.push(keep(item));
  return all;
}

/** All that a run sees of its data. */
async function seen({ trainBatches, whole, sampled, summary }: PreparedData) {
  const batches = await collect(trainBatches(3, 1, 2), ({ images, labels, indices }) => [
    [...valuesOf(images)],
    [...labels],
    [...indices],
  ]);
  const sets = [whole, sampled].flatMap((all) => [all.train!, all.validation, all.test]);
  const measured = await Promise.all(
    sets.map(async (set) => {
      if (set === undefined) return null;
      const ranges = await collect(set.ranges(), ({ images, start, count }) => [
        [...valuesOf(images)],
        start,
        count,
      ]);
      const some = [...valuesOf(await set.some(Int32Array.of(1, 0)))];
      return { ranges, some, labels: [...set.labels] };
    }),
  );
  return { batches, measured, summary };
}

const augments = fc.record({
  normalise: fc.constantFrom('unit' as const, 'per-channel' as const),
  pad: fc.integer({ min: 0, max: 2 }),
  mirror: fc.boolean(),
  cropScale: fc.constantFrom(undefined, 0.5),
  centreCrop: fc.constantFrom(undefined, 0.5),
});

describe('images in files', () => {
  test('are seen as those in memory are', async () => {
    const given = fc.record({
      augment: augments,
      testCount: fc.constantFrom(null, 6),
      validationCount: fc.constantFrom(0, 9),
      validation: fc.constantFrom(0, 0.2),
      dropLeaked: fc.boolean(),
      classes: fc.constantFrom(null, ['c', 'a']),
      room: fc.integer({ min: 1, max: 20 * size }),
    });
    await fc.assert(
      fc.asyncProperty(
        given,
        async ({ augment, testCount, validationCount, validation, dropLeaked, classes, room }) => {
          const dataset = made(40, testCount, validationCount);
          const { cropScale, centreCrop, ...always } = augment;
          const spec = {
            ...defaultSpec,
            dataset: {
              ...defaultSpec.dataset,
              validation,
              dropLeaked: dropLeaked && testCount === null,
              classes: classes && [...classes],
            },
            augment: {
              ...always,
              ...(cropScale === undefined
                ? {}
                : { pad: 0, cropScale: [cropScale, 1] as [number, number] }),
              ...(centreCrop === undefined ? {} : { centreCrop }),
            },
            network: { kind: 'mlp' as const, hidden: [], initial: 'he' as const },
            training: { ...defaultSpec.training, batchSize: 4 },
          };
          const fromFiles = await seen(prepareData(streamed(dataset, room), spec));
          expect(fromFiles).toEqual(await seen(prepareData(dataset, spec)));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('are counted once for their normalisation, and again where that failed', async () => {
    const { train } = streamed(made(40, null), 1);
    const images = train.images as StreamedImages;
    let passes = 0;
    const count = async () => {
      passes++;
      if (passes === 1) throw new Error('gone');
      return passes;
    };
    await expect(images.once('pass', count)).rejects.toThrow('gone');
    expect(await images.once('pass', count)).toBe(2);
    expect(await images.at([...train.labels.keys()]).once('pass', count)).toBe(2);
    expect(await images.at([1, 0]).once('pass', count)).toBe(3);
  });

  test('have the same duplicates', () => {
    const dataset = made(40, 6);
    const options = { ...defaultSpec.dataset, seed: 1, dropLeaked: false };
    const plan = planSplit(dataset, options);
    const found = findDuplicates(streamed(dataset, 1), plan);
    expect(found).toEqual(findDuplicates(dataset, plan));
    expect(found.groupCount).toBeGreaterThan(0);
  });
});

describe('gatherAhead', () => {
  const images = Uint8Array.from({ length: 12 * 2 }, (_, at) => at);
  const asked = [[0, 5], [11], [3, 2, 1], [7, 7]].map((places) => ({
    indices: Int32Array.from(places),
  }));
  const from = (stream: HeldStream) =>
    new StreamedImages(
      stream,
      new Uint8Array(12 * digestLength),
      Uint32Array.from({ length: 12 }, (_, at) => at),
    );

  test.each([
    [1, 3],
    [8, 3],
    [12, 6],
    [100, 8],
  ])('holds no more than there is room for: %i bytes', async (room, most) => {
    const stream = new HeldStream(images, 2, room);
    const gathered = await collect(gatherAhead(from(stream), asked), ({ pixels }) => [...pixels]);
    expect(gathered).toEqual(
      asked.map(({ indices }) => [...indices].flatMap((place) => [2 * place, 2 * place + 1])),
    );
    expect(stream.mostOutstanding).toBe(most);
  });

  test('fails when the turn of what failed comes, and asks for no more', async () => {
    const stream = new HeldStream(images, 2, 8);
    const gather = stream.gather.bind(stream);
    stream.gather = async (places) => {
      if (places.includes(3)) throw new Error('gone');
      return gather(places);
    };
    const came: number[] = [];
    const going = collect(gatherAhead(from(stream), asked), ({ one }) => came.push(one.indices[0]));
    await expect(going).rejects.toThrow('gone');
    expect(came).toEqual([0, 11]);
  });
});
