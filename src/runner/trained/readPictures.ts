/** Picture files made ready for the networks of a run, a bounded number at a time. */
import type { ImageDecoder } from '../../data/codecs/decodedImage.ts';
import { DataError } from '../../data/dataError.ts';
import { fittingOf, type PictureFitting, pictureAsData } from '../../data/picture/pictureAsData.ts';
import { isOfVectors, type TrainedNetworks } from './trainedRun.ts';

/** A file of a picture. */
export interface PictureFile {
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** A picture as the networks get it, or why it could not be read. */
export type ReadPicture =
  | { readonly name: string; readonly pixels: Uint8Array; readonly done: PictureFitting }
  | { readonly name: string; readonly problem: DataError };

/** Reads one picture. @throws DataError for what is no picture, or a run of feature vectors. */
export async function readPicture(
  { name, bytes }: PictureFile,
  trained: TrainedNetworks,
  decode: ImageDecoder,
): Promise<{ readonly pixels: Uint8Array; readonly done: PictureFitting }> {
  checkTakesPictures(trained);
  const decoded = await decode(await bytes(), { file: name, entry: null });
  return pictureAsData(decoded, trained.shape, fittingOf(trained.state.spec.dataset.reading));
}

/** @throws DataError where a run's images are feature vectors, which no picture becomes. */
export function checkTakesPictures(trained: TrainedNetworks): void {
  if (!isOfVectors(trained)) return;
  throw new DataError({
    file: trained.state.spec.name,
    place: null,
    found: `it was trained on feature vectors of ${trained.shape.width} numbers`,
    allowed: 'pictures for runs that were trained on images',
    remedy: 'choose a run that was trained on images',
  });
}

/** Files that are decoded before the networks are asked about them. */
const together = 64;

/**
 * Reads files in their order, some at a time. Those that are no pictures are told of and passed over.
 * @throws the signal's reason; DataError for a run of feature vectors.
 */
export async function* readPictures(
  files: readonly PictureFile[],
  trained: TrainedNetworks,
  decode: ImageDecoder,
  signal?: AbortSignal,
): AsyncGenerator<readonly ReadPicture[]> {
  checkTakesPictures(trained);
  for (let start = 0; start < files.length; start += together) {
    const read: ReadPicture[] = [];
    for (const file of files.slice(start, start + together)) {
      signal?.throwIfAborted();
      try {
        read.push({ name: file.name, ...(await readPicture(file, trained, decode)) });
      } catch (problem) {
        if (!(problem instanceof DataError)) throw problem;
        read.push({ name: file.name, problem });
      }
    }
    yield read;
  }
}
