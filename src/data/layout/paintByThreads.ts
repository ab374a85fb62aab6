/**
 * Decodes many images into one piece of memory by threads, and takes their data set's hash while they
 * come: the same as on one thread (imageCanvas.ts), sooner.
 */

import type { KeptImages } from '../kept/keptImages.ts';
import type { DataLimits } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { type ImageDecoders, jobImages } from '../streaming/decodeJob.ts';
import type { StoredImage } from '../streaming/fileImages.ts';
import { BrokenImages } from './brokenImages.ts';
import { canvasOf, canvasShapeOf, countJob, imageJobs, type JobSource } from './imageJobs.ts';
import { ImageKeeper } from './imageKeeper.ts';
import type { HashOfKept, PassHash, UndecidedImages } from './imagePass.ts';
import { bytesInImage, type ImageTally } from './imageTally.ts';
import { closedUp, inColour, type PaintedImages } from './paintedImages.ts';

/**
 * Bytes that may be under way beside the images that have come: enough that threads need not wait for
 * what comes of the first jobs, and of larger images for some jobs.
 */
const fewestBytes = 2 ** 23;
const mostBytes = 2 ** 25;
const jobsAhead = 8;

/** Threads take a moment to start: fewer images of fewer bytes are there sooner without. */
const manyImages = 4000;
const manyBytes = 2 ** 25;

/** Whether threads are worth their while for images of so many bytes in their files. */
export const isForThreads = (images: readonly JobSource[]): boolean =>
  images.length >= manyImages || images.reduce((sum, { size }) => sum + size, 0) >= manyBytes;

interface PaintOptions {
  readonly choices: ReadingChoices;
  readonly limits: DataLimits;
  readonly decoders: ImageDecoders;
  readonly task: ReadingTask;
  readonly hashOf: HashOfKept;
  /** What an earlier reading left of the images. */
  readonly kept?: KeptImages | undefined;
}

/**
 * @param tally whose size and colour are begun; all images must fit the limits, even where one in
 * colour is still to come.
 * @throws DataError as on one thread, and the signal's reason when it is aborted.
 */
export async function paintByThreads(
  sources: readonly JobSource[],
  stored: readonly StoredImage[],
  tally: ImageTally,
  { choices, limits, decoders, task, hashOf, kept }: PaintOptions,
): Promise<PaintedImages | UndecidedImages> {
  const broken = new BrokenImages();
  const keeper = new ImageKeeper(sources, kept);
  const total = sources.length;
  const imageBytes = tally.mostBytes / total;
  let channels = tally.shape.channels;
  let pixels: Uint8Array | null = new Uint8Array(tally.bytes);
  let hash: PassHash | null = hashOf(new Set());
  hash.begin(tally.shape);
  const jobs = imageJobs(sources, stored.map(openedHere), {
    decoders,
    limits,
    task,
    room: Math.min(mostBytes, Math.max(fewestBytes, jobsAhead * jobImages * imageBytes)),
    imageBytes,
    canvasOf: () => (tally.isOpen ? null : canvasOf(tally)),
    takesDigests: false,
    kept,
  });
  for await (const { start, canvas, decoded, again } of jobs) {
    if (!(await countJob(sources, start, decoded, tally, broken, kept))) hash = null;
    const isOfOneColour = [tally.shape.channels, canvas?.channels].every((one) => one === channels);
    keeper.job(
      start,
      decoded,
      canvasShapeOf(canvas),
      pixels !== null && !tally.isOpen && isOfOneColour,
    );
    if (tally.isOpen) {
      keeper.canvas(pixels);
      pixels = hash = null;
    }
    if (pixels === null) continue;
    const size = bytesInImage(tally.shape);
    if (tally.shape.channels !== channels) {
      // The first one in colour: those before it are grey.
      if (tally.isInflated) throw tally.inflated();
      channels = tally.shape.channels;
      keeper.canvas(pixels);
      pixels = inColour(pixels.subarray(0, start * (size / channels)), tally.bytes);
      hash = null;
    }
    const isColoured = canvas?.channels === channels;
    const now = isColoured ? decoded : await again();
    pixels.set(now.pixels, start * size);
    hash?.add(now.pixels);
  }
  const question = broken.question(choices.leaveOut, total);
  if (question !== null) {
    keeper.canvas(pixels);
    return { kind: 'undecided', questions: [question] };
  }
  const questions = tally.questions();
  if (questions.length > 0) return { kind: 'undecided', questions };
  const leftOut = broken.places;
  return {
    kind: 'painted',
    shape: tally.shape,
    pixels: closedUp(pixels!, total, leftOut),
    leftOut,
    recorded: broken.leftOut,
    hash: hash?.digest() ?? null,
    notes: [...broken.notes(total), ...tally.notes()],
  };
}

/**
 * A path costs a thread nothing to open. What a page was given is read faster here, many files at once
 * (worker/pile/readAheadFiles.ts).
 */
const openedHere = (image: StoredImage): StoredImage =>
  typeof image.stretch?.file === 'string' ? image : { ...image, stretch: null };
