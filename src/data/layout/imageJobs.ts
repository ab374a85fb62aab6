/** Images that threads decode in their order, some at a time, the next ones meanwhile. */
import { ahead } from '../../lib/ahead.ts';
import type { DecodedImage } from '../codecs/decodedImage.ts';
import { PartError } from '../dataError.ts';
import type { KeepableImage, KeptImages } from '../kept/keptImages.ts';
import type { DataLimits } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import {
  type DecodedJob,
  type ImageDecoders,
  type JobImage,
  jobImages,
  type StreamCanvas,
} from '../streaming/decodeJob.ts';
import { type StoredImage, storedContent } from '../streaming/fileImages.ts';
import type { BrokenImages } from './brokenImages.ts';
import { decodedOnce } from './imageKeeper.ts';
import type { CanvasShape, ImageTally } from './imageTally.ts';

/** An image that threads are to decode. */
export interface JobSource extends KeepableImage {
  /** The archive or folder that it is in. */
  readonly file: string;
  /** Its path there, as messages name it. */
  readonly path: string;
  /** Bytes of its file, or its share of those of a file of many. */
  readonly size: number;
  /** On this thread. */
  decode(): Promise<DecodedImage>;
}

/** How they are decoded. */
interface JobOptions {
  readonly decoders: ImageDecoders;
  readonly limits: DataLimits;
  readonly task: TaskOptions;
  /** Bytes that may be under way: decoded images, and their files where threads cannot open them. */
  readonly room: number;
  /** Bytes of a decoded image, at most. */
  readonly imageBytes: number;
  /** What images become; null where they are only looked at. Asked when a job begins. */
  readonly canvasOf: () => StreamCanvas | null;
  /** Whether a digest of each is wanted. */
  readonly takesDigests: boolean;
  /** What an earlier reading left of them; grows meanwhile. */
  readonly kept: KeptImages | undefined;
}

/** Some images, decoded. */
interface DoneJob {
  /** The place of the first. */
  readonly start: number;
  readonly canvas: StreamCanvas | null;
  /** Its pixels' memory is used again once the next job is asked for. */
  readonly decoded: DecodedJob;
  /** Decodes them once more, into what images become by now. */
  readonly again: () => Promise<DecodedJob>;
}

/** @throws the signal's reason when the task is aborted. */
export async function* imageJobs(
  sources: readonly JobSource[],
  stored: readonly StoredImage[],
  { decoders, limits, task, room, imageBytes, canvasOf, takesDigests, kept }: JobOptions,
): AsyncGenerator<DoneJob> {
  const total = stored.length;
  const progress = new ProgressReporter(task);
  const free: ArrayBuffer[] = [];
  const decode = async (start: number) => {
    const chosen = stored.slice(start, start + jobImages);
    const images = await Promise.all(
      chosen.map((image, at) => jobImageOf(sources[start + at], image, kept)),
    );
    const canvas = canvasOf();
    const job = { images, canvas, limits, digests: null, takesDigests };
    const givesUnlike = kept?.hasRoom ?? false;
    return { canvas, decoded: await decoders.decode({ ...job, givesUnlike, memory: free.pop() }) };
  };
  const costOf = (start: number) => {
    const end = Math.min(total, start + jobImages);
    let cost = (end - start) * imageBytes;
    for (let at = start; at < end; at++) if (stored[at].stretch === null) cost += sources[at].size;
    return cost;
  };
  for await (const { item: start, outcome } of ahead(startsOf(total), decode, costOf, room)) {
    yield { start, ...outcome, again: async () => (await decode(start)).decoded };
    free.push(outcome.decoded.pixels.buffer);
    const done = Math.min(total, start + jobImages);
    await progress.step({ stage: 'read', what: sources[start].file, done, total, unit: 'images' });
  }
}

/** An image as a thread is to have it: what is kept of it, or its file. */
async function jobImageOf(
  source: KeepableImage,
  stored: StoredImage,
  kept: KeptImages | undefined,
): Promise<JobImage> {
  const { origin } = stored;
  const known = kept?.find(source);
  if (known instanceof PartError) return { content: { fault: known.fault }, origin };
  return { content: known ?? (await storedContent(stored)), origin };
}

function* startsOf(total: number): Generator<number> {
  for (let start = 0; start < total; start += jobImages) yield start;
}

/**
 * Counts the images of a job that begins at a place; those that cannot be read are added to the
 * broken ones. Returns whether there were none.
 */
export async function countJob(
  sources: readonly JobSource[],
  start: number,
  { looks, images }: DecodedJob,
  tally: ImageTally,
  broken: BrokenImages,
  kept: KeptImages | undefined,
): Promise<boolean> {
  let areWhole = true;
  for (const [at, look] of looks.entries()) {
    const index = start + at;
    const { file, path } = sources[index];
    if ('fault' in look) {
      broken.add({ index, file, path, error: new PartError(look.fault) });
      areWhole = false;
      continue;
    }
    tally.add(look);
    if (!tally.survey.wants(look)) continue;
    tally.survey.keep(images[at] ?? (await decodedOnce(sources[index], kept)));
  }
  return areWhole;
}

/** The shape of what images become; null where they are only looked at. */
export const canvasShapeOf = (canvas: StreamCanvas | null): CanvasShape | null =>
  canvas === null
    ? null
    : { height: canvas.size.height, width: canvas.size.width, channels: canvas.channels };

/** What images become, by what was chosen and seen so far. */
export const canvasOf = ({ size, shape }: ImageTally): StreamCanvas => ({
  size,
  channels: shape.channels,
});
