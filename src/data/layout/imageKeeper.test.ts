/** Images of a reading that ended in a question are not decoded again, and come to the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { createImageDecoder } from '../formats/imageFormats.ts';
import { KeptReading } from '../kept/keptReading.ts';
import { defaultLimits } from '../limits.ts';
import { type ReadingChoices, withChoice } from '../readingChoices.ts';
import { ownDecoders } from '../streaming/decodeImages.ts';
import type { ImageDecoders } from '../streaming/decodeJob.ts';
import type { StoredImage } from '../streaming/fileImages.ts';
import { writePng } from '../testing/writePng.ts';
import { paintImages, type UndecodedImage } from './imageCanvas.ts';
import { ImageTally } from './imageTally.ts';
import { paintByThreads } from './paintByThreads.ts';

const decode = createImageDecoder({}, defaultLimits);

interface Kind {
  readonly width: number;
  readonly channels: 1 | 3;
  readonly isBroken: boolean;
}

type Source = UndecodedImage & { readonly stored: StoredImage };

/** Images that count how often each is decoded, on this thread or by others. */
function counted(kinds: readonly Kind[]) {
  const decodes = kinds.map(() => 0);
  const sources = kinds.map(({ width, channels, isBroken }, at): Source => {
    const noise = Uint8Array.from({ length: 2 * width * channels }, (_, byte) => at + byte * 7);
    const whole = writePng(noise, { height: 2, width, channels });
    const bytes = isBroken ? whole.slice(0, 40) : whole;
    const origin = { file: `pile/${at}.png`, entry: null };
    return {
      key: {},
      file: 'pile',
      path: origin.file,
      size: bytes.length,
      stored: { origin, stretch: null, read: () => bytes },
      decode: async () => {
        decodes[at]++;
        return decode(bytes, origin);
      },
    };
  });
  const own = ownDecoders({ read: () => Promise.reject(new Error('nothing to read')) });
  const decoders: ImageDecoders = {
    decode: (job) => {
      for (const { content, origin } of job.images) {
        if (content instanceof Uint8Array) decodes[Number.parseInt(origin.file.slice(5), 10)]++;
      }
      return own.decode(job);
    },
  };
  return { decodes, sources, decoders };
}

type Painter = (
  images: ReturnType<typeof counted>,
  choices: ReadingChoices,
  kept: KeptReading | undefined,
) => ReturnType<typeof paintImages>;

const onThisThread: Painter = ({ sources }, choices, kept) =>
  paintImages(sources, choices, defaultLimits, { kept });
const byThreads: Painter = ({ sources, decoders }, choices, kept) => {
  const limits = defaultLimits;
  const counts = { file: 'pile', total: sources.length, stored: 1000 };
  const tally = new ImageTally(counts, choices, limits, false);
  // As by the first that can be read.
  tally.begin({ height: 2, width: 3, channels: 1, changes: [] });
  const stored = sources.map((source) => source.stored);
  const hashOf = () => ({ begin: () => {}, add: () => {}, digest: () => '' });
  const options = { choices, limits, decoders, task: {}, hashOf, kept: kept?.images };
  return paintByThreads(sources, stored, tally, options);
};

/** What comes of answering each question with one of its alternatives. */
async function outcomes(
  paint: Painter,
  images: ReturnType<typeof counted>,
  kept: KeptReading | undefined,
  pick: number,
) {
  const all: unknown[] = [];
  let choices: ReadingChoices = {};
  try {
    for (;;) {
      const outcome = await paint(images, choices, kept);
      all.push(outcome);
      if (outcome.kind !== 'undecided') return all;
      const [{ alternatives }] = outcome.questions;
      choices = withChoice(choices, alternatives[pick % alternatives.length].choices);
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return [...all, error.fault];
  }
}

const first: Kind = { width: 3, channels: 1, isBroken: false };
const kinds = fc
  .array(
    fc.record({
      width: fc.constantFrom(3, 3, 3, 5),
      channels: fc.constantFrom<1 | 3>(1, 1, 3),
      isBroken: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    }),
    { minLength: 1, maxLength: 90 },
  )
  .map((others) => [first, ...others]);

test.each([
  ['on this thread', onThisThread],
  ['by threads', byThreads],
])('images painted %s are decoded once, whatever is asked and answered', async (_, paint) => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(kinds, fc.nat(2), async (all, pick) => {
      const images = counted(all);
      const kept = new KeptReading(2 ** 20);
      const came = await outcomes(paint, images, kept, pick);
      expect(came).toEqual(await outcomes(paint, counted(all), undefined, pick));
      asked += came.length - 1;
      if (came.length === 1) return;
      // A few are decoded on this thread as well, to be shown with a question.
      const twice = images.decodes.filter((count) => count > 1);
      expect(twice.length).toBeLessThanOrEqual(paint === byThreads ? 6 : 0);
      expect(Math.max(...images.decodes)).toBeLessThanOrEqual(2);
    }),
    { numRuns: 60 },
  );
  expect(asked).toBeGreaterThan(20);
});

test('what is kept comes to no more than its bound, and answers to the same', async () => {
  await fc.assert(
    fc.asyncProperty(kinds, fc.nat(20_000), fc.nat(2), async (all, bound, pick) => {
      // Threads take the hash on the way where they can.
      const plain = (await outcomes(onThisThread, counted(all), undefined, pick)).map((one) => {
        const { hash: _, ...rest } = one as { readonly hash?: unknown };
        return rest;
      });
      for (const paint of [onThisThread, byThreads]) {
        const images = counted(all);
        const kept = new KeptReading(bound);
        expect(await outcomes(paint, images, kept, pick)).toMatchObject(plain);
        const held = images.sources
          .map((source) => kept.images.find(source))
          .map((one) => (one !== undefined && 'pixels' in one ? one.pixels.length : 0))
          .reduce((sum, bytes) => sum + bytes, 0);
        expect(held).toBeLessThanOrEqual(bound);
      }
    }),
    { numRuns: 40 },
  );
});
