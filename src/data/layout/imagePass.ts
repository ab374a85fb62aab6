/**
 * One pass over images that stay in their files: they are counted as those in memory are, and their
 * digests and the data set's hash are taken; nothing else of them is held.
 */
import { formatBytes } from '../../lib/numberFormat.ts';
import type { KeptImages } from '../kept/keptImages.ts';
import type { DataLimits } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import type { LeftOut, ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import type { DecodedJob, StreamCanvas } from '../streaming/decodeJob.ts';
import { FileImages, type StoredImage, type Streaming } from '../streaming/fileImages.ts';
import { HeldPart, PartlyHeld } from '../streaming/heldPart.ts';
import { digestLength, StreamedImages } from '../streaming/streamedImages.ts';
import { memoryOfStreams } from '../streaming/streamMemory.ts';
import { BrokenImages } from './brokenImages.ts';
import { canvasOf, canvasShapeOf, countJob, imageJobs, type JobSource } from './imageJobs.ts';
import { ImageKeeper } from './imageKeeper.ts';
import { bytesInImage, type CanvasShape, type ImageTally } from './imageTally.ts';

/** All images, which stay in their files. */
export interface FiledImages {
  readonly kind: 'filed';
  readonly shape: CanvasShape;
  /** But for those left out. */
  readonly images: StreamedImages;
  /** The places of images that were left out. */
  readonly leftOut: ReadonlySet<number>;
  /** What is to be recorded of that; null where none was left out. */
  readonly recorded: LeftOut | null;
  /** Of the data set. */
  readonly hash: string;
  readonly notes: readonly string[];
}

/** What must be chosen first. */
export interface UndecidedImages {
  readonly kind: 'undecided';
  readonly questions: readonly ReadingQuestion[];
}

/** Takes a data set's hash while its images pass by, in their order. */
export interface PassHash {
  begin(shape: CanvasShape): void;
  /** Images one after another. */
  add(pixels: Uint8Array): void;
  digest(): string;
}

/** The hash of a data set of all images but those at these places. */
export type HashOfKept = (leftOut: ReadonlySet<number>) => PassHash;

/** What a pass needs besides the images. */
interface PassOptions {
  readonly choices: ReadingChoices;
  readonly limits: DataLimits;
  readonly streaming: Streaming;
  readonly task: TaskOptions;
  readonly hashOf: HashOfKept;
  /** What an earlier reading left of the images. */
  readonly kept?: KeptImages | undefined;
}

/** Images that are looked at for another size before much too flat ones are refused. */
const lookedAt = 200;

/**
 * Images that stay in their files, or what must be chosen first. Where some cannot be read and are to
 * be left out, or a colour one comes after grey ones, they are gone over once more for the hash.
 * @param tally whose size and colour are begun.
 * @throws DataError as those that are held do, and the signal's reason when it is aborted.
 */
export async function passOverImages(
  sources: readonly JobSource[],
  stored: readonly StoredImage[],
  tally: ImageTally,
  options: PassOptions,
): Promise<FiledImages | UndecidedImages> {
  const { choices, limits, streaming, task, hashOf, kept } = options;
  const total = sources.length;
  const jobOptions = (canvas: () => StreamCanvas | null) => ({
    decoders: streaming.decoders,
    limits,
    task,
    room: memoryOfStreams(streaming.held).ahead,
    imageBytes: tally.bytes / total,
    canvasOf: canvas,
    takesDigests: true,
    kept,
  });
  const broken = new BrokenImages();
  const first = canvasOf(tally);
  let hashed: Passed | null = new Passed(total, hashOf(new Set()), tally.shape, streaming);
  const looked = () => (!tally.isOpen && hashed !== null ? first : null);
  const keeper = new ImageKeeper(sources, kept);
  for await (const { start, canvas, decoded } of imageJobs(sources, stored, jobOptions(looked))) {
    if (!(await countJob(sources, start, decoded, tally, broken, kept))) hashed = null;
    // They do not fit into memory: some are kept once it is known that something is asked.
    if (tally.isOpen) keeper.job(start, decoded, canvasShapeOf(canvas), false);
    if (tally.isOpen || tally.shape.channels !== first.channels) hashed = null;
    hashed?.add(start, decoded);
    const done = start + decoded.looks.length;
    if (done >= lookedAt && !tally.isOpen && tally.isInflated) throw tally.inflated();
  }
  const question = broken.question(choices.leaveOut, total);
  if (question !== null) return { kind: 'undecided', questions: [question] };
  const questions = tally.questions();
  if (questions.length > 0) return { kind: 'undecided', questions };
  if (tally.isInflated) throw tally.inflated();
  const leftOut = broken.places;
  const canvas = canvasOf(tally);
  const keptStored = stored.filter((_, index) => !leftOut.has(index));
  if (hashed === null) {
    hashed = new Passed(keptStored.length, hashOf(leftOut), tally.shape, streaming);
    const keptSources = sources.filter((_, index) => !leftOut.has(index));
    const again = imageJobs(
      keptSources,
      keptStored,
      jobOptions(() => canvas),
    );
    for await (const { start, decoded } of again) hashed.add(start, decoded);
  }
  const inFiles = new FileImages(keptStored, canvas, streaming, limits);
  const images = new PartlyHeld(inFiles, hashed.part);
  const places = Uint32Array.from({ length: keptStored.length }, (_, place) => place);
  return {
    kind: 'filed',
    shape: tally.shape,
    images: new StreamedImages(images, hashed.digests, places),
    leftOut,
    recorded: broken.leftOut,
    hash: hashed.hash.digest(),
    notes: [...broken.notes(total), ...tally.notes(), noteOn(tally, streaming)],
  };
}

/** What a pass leaves of images: their digests, the data set's hash, and as many as may stay. */
class Passed {
  readonly digests: Uint8Array;
  readonly part: HeldPart;

  constructor(
    count: number,
    readonly hash: PassHash,
    shape: CanvasShape,
    { held }: Streaming,
  ) {
    const { kept } = memoryOfStreams(held);
    this.part = new HeldPart(count, bytesInImage(shape), kept);
    this.digests = new Uint8Array(count * digestLength);
    hash.begin(shape);
  }

  add(start: number, { pixels, digests }: DecodedJob): void {
    this.hash.add(pixels);
    this.digests.set(digests, start * digestLength);
    const count = digests.length / digestLength;
    const size = pixels.length / count;
    for (let at = 0; at < count; at++) {
      this.part.keep(start + at, pixels.subarray(at * size, (at + 1) * size));
    }
  }
}

function noteOn({ bytes }: ImageTally, { held }: Streaming): string {
  const { ahead, kept } = memoryOfStreams(held);
  return `The images come to ${formatBytes(bytes)} once decoded, more than the ${formatBytes(held)} that may be held: they stay in their files and are decoded as they are needed, at most ${formatBytes(ahead)} at a time; ${formatBytes(kept)} of them stay decoded.`;
}
