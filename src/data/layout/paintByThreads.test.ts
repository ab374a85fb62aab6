/** Threads make of images just what one thread makes of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { createImageDecoder } from '../formats/imageFormats.ts';
import { defaultLimits } from '../limits.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { ownDecoders } from '../streaming/decodeImages.ts';
import type { StoredImage } from '../streaming/fileImages.ts';
import { writePng } from '../testing/writePng.ts';
import { paintImages, type UndecodedImage } from './imageCanvas.ts';
import { ImageTally } from './imageTally.ts';
import { paintByThreads } from './paintByThreads.ts';
import type { PaintedImages } from './paintedImages.ts';

const decode = createImageDecoder({}, defaultLimits);
const decoders = ownDecoders({ read: () => Promise.reject(new Error('nothing to read')) });

interface Kind {
  readonly width: number;
  readonly channels: 1 | 3;
  readonly isBroken: boolean;
}

type Source = UndecodedImage & { readonly stored: StoredImage };

function sourceOf({ width, channels, isBroken }: Kind, at: number): Source {
  const shape = { height: 2, width, channels };
  const noise = Uint8Array.from({ length: 2 * width * channels }, (_, byte) => at * 31 + byte * 7);
  const whole = writePng(noise, shape);
  const bytes = isBroken ? whole.slice(0, 40) : whole;
  const origin = { file: `pile/${at}.png`, entry: null };
  return {
    file: 'pile',
    path: origin.file,
    size: bytes.length,
    stored: { origin, stretch: null, read: () => bytes },
    decode: async () => decode(bytes, origin),
  };
}

/** What came of it: images, questions, or the fault. */
async function outcome<Painted>(paint: () => Promise<Painted>) {
  try {
    return await paint();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { fault: error.fault };
  }
}

/** A hash whose digest is all that it was given. */
const everything = () => {
  const given: number[] = [];
  return {
    begin: () => {},
    add: (pixels: Uint8Array) => void given.push(...pixels),
    digest: () => given.join(),
  };
};

async function onThreads(
  sources: readonly Source[],
  choices: ReadingChoices,
  takesDefaults: boolean,
) {
  const stored = sources.length;
  const counted = { file: 'pile', total: sources.length, stored: stored * 100 };
  const tally = new ImageTally(counted, choices, defaultLimits, takesDefaults);
  for (const { decode: first } of sources) {
    const image = await first().catch(() => null);
    if (image === null) continue;
    tally.begin(image);
    break;
  }
  const task = { takesDefaults };
  return paintByThreads(
    sources,
    sources.map((one) => one.stored),
    tally,
    { choices, limits: defaultLimits, decoders, task, hashOf: everything },
  );
}

const pixelsOf = (pixels: Uint8Array): string => Array.from(pixels).join();
const rare = (chance: number) => fc.nat({ max: chance }).map((drawn) => drawn === 0);

test('as one thread: pixels, questions, notes and faults, and the hash of whole images', async () => {
  const choices = fc.constantFrom<ReadingChoices>(
    {},
    { leaveOut: 'broken' },
    { colour: 'colour' },
    { size: { fitting: 'pad', height: 3, width: 3 }, leaveOut: 'broken' },
    { colour: 'grey', size: { fitting: 'crop', height: 2, width: 1 } },
  );
  const kinds = fc
    .record({
      others: rare(2),
      broken: rare(2),
      greyUntil: fc.nat({ max: 90 }),
      seeds: fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 80 }),
    })
    .map(({ others, broken, greyUntil, seeds }) =>
      seeds.map((seed, at): Kind => {
        const width = others && seed % 7 === 0 ? 3 : 2;
        return { width, channels: at < greyUntil ? 1 : 3, isBroken: broken && seed % 11 === 0 };
      }),
    )
    .filter((all) => all.some(({ isBroken }) => !isBroken));
  let hashes = 0;
  await fc.assert(
    fc.asyncProperty(kinds, choices, fc.boolean(), async (drawn, chosen, takesDefaults) => {
      const sources = drawn.map(sourceOf);
      const task = { takesDefaults };
      const one = await outcome(() => paintImages(sources, chosen, defaultLimits, task));
      const several = await outcome(() => onThreads(sources, chosen, takesDefaults));
      if ('fault' in several || several.kind === 'undecided') {
        expect(several).toEqual(one);
        return;
      }
      const { hash, ...painted } = several;
      const { hash: none, ...expected } = one as PaintedImages;
      expect(painted).toEqual(expected);
      expect(none).toBeNull();
      if (hash === null) return;
      hashes++;
      expect(hash).toBe(pixelsOf(painted.pixels));
    }),
    { numRuns: 150 },
  );
  expect(hashes).toBeGreaterThan(10);
});
