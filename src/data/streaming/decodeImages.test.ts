import { expect, test } from 'vitest';
import { PartError } from '../dataError.ts';
import { createImageDecoder } from '../formats/imageFormats.ts';
import { defaultLimits } from '../limits.ts';
import { writeBmp, writeGif, writePnm } from '../testing/writeImages.ts';
import { jpegModule, writeJpeg } from '../testing/writeJpeg.ts';
import { writePng } from '../testing/writePng.ts';
import { webpModule, writeWebp } from '../testing/writeWebp.ts';
import { serveDecoding } from './decodeImages.ts';
import { type DecodeJob, type FromDecoder, handedOver, type JobImage } from './decodeJob.ts';

const size = { height: 2, width: 2 };
const palette = [
  [0, 0, 0],
  [9, 9, 9],
];
const files: readonly Uint8Array[] = [
  writePng(Uint8Array.of(1, 2, 3, 4), { ...size, channels: 1 }),
  writePng(
    Uint8Array.from({ length: 12 }, (_, at) => at),
    { ...size, channels: 3 },
  ),
  writePnm(5, [1, 2, 3, 4], size),
  writeBmp(new Array(12).fill(7), size, 24),
  writeGif([0, 1, 1, 0], size, palette),
  await writeJpeg(new Uint8ClampedArray(16).fill(90), size),
  await writeWebp(new Uint8ClampedArray(16).fill(90), size),
];
const origin = { file: 'a', entry: null };
const modules = { jpegModule, webpModule };
const read = () => Promise.reject(new Error('nothing to open'));

/** What a thread answers, once it has crossed to another. */
async function answerTo(job: DecodeJob): Promise<FromDecoder> {
  let answer: FromDecoder | null = null;
  const see = serveDecoding({ ...modules, read }, (message, transfer) => {
    answer = structuredClone(message, { transfer });
  });
  const message = { id: 1, job };
  await see(structuredClone(message, { transfer: handedOver(message) }));
  return answer!;
}

test('images of every format cross between threads as they were decoded, and back', async () => {
  const decode = createImageDecoder(modules, defaultLimits);
  const own = await Promise.all(files.map((bytes) => decode(bytes, origin)));
  const images = files.map((content): JobImage => ({ content, origin }));
  const looked = { images, canvas: null, limits: defaultLimits, digests: null } as const;
  const answer = await answerTo({ ...looked, takesDigests: false, givesUnlike: true });
  if (!('decoded' in answer)) return expect.fail(answer.message);
  expect(answer.decoded.images).toEqual(own);
  // Asked with what came of them, the thread paints the same and gives nothing back.
  const canvas = { size: { ...size, fitting: 'resize' }, channels: 3 } as const;
  const painting = { ...looked, canvas, takesDigests: true, givesUnlike: true };
  const given = own.map((content): JobImage => ({ content, origin }));
  const [anew, painted] = [
    await answerTo(painting),
    await answerTo({ ...painting, images: given }),
  ];
  if (!('decoded' in painted && 'decoded' in anew)) return expect.fail('not decoded');
  expect(painted.decoded.pixels).toEqual(anew.decoded.pixels);
  expect(painted.decoded.digests).toEqual(anew.decoded.digests);
  expect(painted.decoded.looks).toEqual(anew.decoded.looks);
  expect(painted.decoded.images).toEqual(files.map(() => null));
  // Of the others, those that differ from the canvas: the grey ones.
  expect(anew.decoded.images.map((one) => one?.channels ?? null)).toEqual(
    own.map(({ channels }) => (channels === 1 ? 1 : null)),
  );
});

test('a fault that is known is told again', async () => {
  const decode = createImageDecoder(modules, defaultLimits);
  const error = await Promise.resolve()
    .then(() => decode(files[0].slice(0, 40), origin))
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof PartError)) return expect.fail('not refused');
  const images = [{ content: { fault: error.fault }, origin }];
  const answer = await answerTo({
    images,
    canvas: null,
    limits: defaultLimits,
    digests: null,
    takesDigests: false,
  });
  expect(answer).toMatchObject({ decoded: { looks: [{ fault: error.fault }], images: [] } });
});

test('memory that is handed over holds what is decoded, and nothing of what it held before', async () => {
  const cut = files[0].slice(0, 40);
  const images = [files[1], cut, files[0]].map((content): JobImage => ({ content, origin }));
  const canvas = { size: { ...size, fitting: 'resize' }, channels: 3 } as const;
  const job = { images, canvas, limits: defaultLimits, digests: null, takesDigests: true };
  const fresh = await answerTo(job);
  if (!('decoded' in fresh)) return expect.fail(fresh.message);
  for (const bytes of [36, 100, 35]) {
    const memory = new Uint8Array(bytes).fill(7).buffer;
    const answer = await answerTo({ ...job, memory });
    if (!('decoded' in answer)) return expect.fail(answer.message);
    expect(answer.decoded).toEqual(fresh.decoded);
    expect(answer.decoded.pixels.buffer.byteLength).toBe(Math.max(36, bytes));
  }
});
