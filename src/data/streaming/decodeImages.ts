/** Decodes the images of a job: reads them, brings them to one size and colour, and takes their digests. */
import { hashInto } from '../../lib/hash.ts';
import type { DecodedImage } from '../codecs/decodedImage.ts';
import { inChannels } from '../codecs/raster.ts';
import { DataError, type DataFault, PartError } from '../dataError.ts';
import type { ImageModules } from '../formats/format.ts';
import { createImageDecoder } from '../formats/imageFormats.ts';
import { fitImage } from '../layout/fitImage.ts';
import type { DataLimits } from '../limits.ts';
import { quoted } from '../limits.ts';
import type {
  DecodedJob,
  DecodeJob,
  FromDecoder,
  ImageDecoders,
  ImageLook,
  JobImage,
  StreamCanvas,
  ToDecoder,
} from './decodeJob.ts';
import { DamagedStretch, readStretch, type StretchReader } from './fileStretch.ts';
import { digestLength } from './streamedImages.ts';

/** What decoding needs of the platform. */
export interface DecodingPlatform extends ImageModules {
  readonly read: StretchReader;
}

type Decoder = ReturnType<typeof createImageDecoder>;

/** Decodes jobs on this thread. */
export function ownDecoders(platform: DecodingPlatform): ImageDecoders {
  const decoders = new Map<string, Decoder>();
  const decoderFor = (limits: DataLimits) => {
    const key = JSON.stringify(limits);
    const decoder = decoders.get(key) ?? createImageDecoder(platform, limits);
    decoders.set(key, decoder);
    return decoder;
  };
  return { decode: (job) => decodeImages(job, decoderFor(job.limits), platform.read) };
}

/** Answers the messages of a pool of threads. */
export function serveDecoding(
  platform: DecodingPlatform,
  send: (message: FromDecoder, transferred: ArrayBuffer[]) => void,
): (message: ToDecoder) => Promise<void> {
  const own = ownDecoders(platform);
  const answer = async ({ id, job }: ToDecoder) => {
    try {
      const decoded = await own.decode(job);
      send({ id, decoded }, buffersOf(decoded));
    } catch (error) {
      const fault = error instanceof DataError ? error.fault : null;
      send({ id, fault, message: error instanceof Error ? error.message : String(error) }, []);
    }
  };
  let last = Promise.resolve();
  // One job after another: the files of all that wait would fill the memory.
  return (message) => {
    last = last.then(() => answer(message));
    return last;
  };
}

/** What need not be copied from thread to thread. */
function buffersOf({ pixels, digests, images }: DecodedJob): ArrayBuffer[] {
  const own = images.flatMap((image) => (image === null ? [] : [image.pixels.buffer]));
  return [pixels.buffer, digests.buffer, ...own] as ArrayBuffer[];
}

async function decodeImages(
  { images, canvas, digests: expected, takesDigests, givesUnlike = false, memory }: DecodeJob,
  decode: Decoder,
  read: StretchReader,
): Promise<DecodedJob> {
  const files = await Promise.all(images.map((image) => contentOfImage(image, read)));
  const size = canvas === null ? 0 : canvas.size.height * canvas.size.width * canvas.channels;
  const pixels = roomFor(images.length * size, memory);
  const digests = new Uint8Array(takesDigests ? images.length * digestLength : 0);
  const looks: (ImageLook | { readonly fault: DataFault })[] = [];
  const given: (DecodedImage | null)[] = givesUnlike ? images.map(() => null) : [];
  for (const [at, image] of images.entries()) {
    const file = files[at];
    const decoded = file instanceof Uint8Array ? await decodeOne(file, image, decode) : file;
    if (decoded instanceof PartError) {
      if (expected !== null) throw decoded;
      looks.push({ fault: decoded.fault });
      pixels.fill(0, at * size, (at + 1) * size);
      continue;
    }
    const { height, width, channels, changes } = decoded;
    looks.push({ height, width, channels, changes });
    if (givesUnlike && decoded !== file && !isLike(decoded, canvas)) given[at] = decoded;
    if (canvas === null) continue;
    const fitted = inChannels(fitImage(decoded, canvas.size), canvas.channels);
    pixels.set(fitted.pixels, at * size);
    if (!takesDigests) continue;
    const digest = digests.subarray(at * digestLength, (at + 1) * digestLength);
    await hashInto(digest, pixels.subarray(at * size, (at + 1) * size));
    if (expected !== null && digest.some((byte, k) => byte !== expected[at * digestLength + k])) {
      throw changed(image, 'it is another image than when the data set was read');
    }
  }
  return { looks, pixels, digests, images: given };
}

/** So many bytes, of the memory given where it has them. */
const roomFor = (length: number, memory: ArrayBuffer | undefined): Uint8Array<ArrayBuffer> =>
  memory !== undefined && memory.byteLength >= length
    ? new Uint8Array(memory, 0, length)
    : new Uint8Array(length);

/** Whether an image is painted as it is. */
const isLike = ({ height, width, channels }: ImageLook, canvas: StreamCanvas | null): boolean =>
  canvas !== null &&
  height === canvas.size.height &&
  width === canvas.size.width &&
  channels === canvas.channels;

/** The image, or why it cannot be read. */
async function decodeOne(file: Uint8Array, { origin }: JobImage, decode: Decoder) {
  try {
    return await decode(file, origin);
  } catch (error) {
    if (error instanceof PartError) return error;
    throw error;
  }
}

/** The bytes of an image, or that they are damaged; or what came of them before. */
async function contentOfImage(
  image: JobImage,
  read: StretchReader,
): Promise<Uint8Array | DecodedImage | PartError> {
  const { content } = image;
  if (content instanceof Uint8Array || 'pixels' in content) return content;
  if ('fault' in content) return new PartError(content.fault);
  try {
    return await readStretch(content, read);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof DamagedStretch) return damaged(image, reason);
    throw changed(image, `it could not be read (${reason})`);
  }
}

function damaged({ origin: { file, entry } }: JobImage, found: string): PartError {
  return new PartError({
    file,
    place: entry === null ? null : `entry ${quoted(entry)}`,
    found,
    allowed: 'complete entries, as their archive says',
    remedy: 'make or download the archive again, or leave the image out',
  });
}

function changed({ origin: { file, entry } }: JobImage, found: string): DataError {
  return new DataError({
    file,
    place: entry === null ? null : `entry ${quoted(entry)}`,
    found,
    allowed: 'files that stay where and as they are while a data set trains from them',
    remedy: 'put it back as it was and go on with the run, or read the data set anew',
  });
}
