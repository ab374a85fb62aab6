/**
 * Keeps images for an answer while they are painted. One whose own size and colour is the canvas's lies
 * there as it was decoded, and is copied only where the canvas goes: as long as nothing is to be asked,
 * no image is held twice.
 */
import type { DecodedImage } from '../codecs/decodedImage.ts';
import { PartError } from '../dataError.ts';
import type { KeepableImage, KeptImages } from '../kept/keptImages.ts';
import type { DecodedJob, ImageLook } from '../streaming/decodeJob.ts';
import { bytesInImage, type CanvasShape } from './imageTally.ts';

export class ImageKeeper {
  /** What images are that lie in the canvas as they were decoded, by their places. */
  private painted = new Map<number, ImageLook>();

  /** @param kept where images are kept; absent where none are. */
  constructor(
    private readonly sources: readonly KeepableImage[],
    private readonly kept: KeptImages | undefined,
  ) {}

  /** Keeps why an image cannot be read. */
  fault(place: number, error: PartError): void {
    this.kept?.keep(this.sources[place], error);
  }

  /**
   * Keeps an image, or notes that the canvas holds it.
   * @param shape the canvas's; null where the image was not painted.
   */
  image(place: number, image: DecodedImage, shape: CanvasShape | null): void {
    if (this.kept === undefined || this.isKept(place)) return;
    if (shape === null || !isLike(image, shape)) this.kept.keep(this.sources[place], image);
    else this.painted.set(place, withoutPixels(image));
  }

  /**
   * As {@link image} for all of a job that begins at a place.
   * @param shape what images of the job became; null where they were only looked at.
   * @param isPainted whether they lie in the canvas.
   */
  job(
    start: number,
    { looks, pixels, images }: DecodedJob,
    shape: CanvasShape | null,
    isPainted: boolean,
  ): void {
    if (this.kept === undefined) return;
    for (const [at, look] of looks.entries()) {
      const place = start + at;
      const own = images[at] ?? null;
      if ('fault' in look) this.fault(place, new PartError(look.fault));
      else if (this.isKept(place)) continue;
      else if (own !== null) this.kept.keep(this.sources[place], own);
      else if (shape === null || !isLike(look, shape)) continue;
      else if (isPainted) this.painted.set(place, look);
      else this.keepRow(place, look, pixels, at);
    }
  }

  /** Keeps what lies in the canvas, which goes, or becomes colour. */
  canvas(pixels: Uint8Array | null): void {
    if (pixels !== null) {
      for (const [place, look] of this.painted) this.keepRow(place, look, pixels, place);
    }
    this.painted = new Map();
  }

  private keepRow(place: number, look: ImageLook, pixels: Uint8Array, row: number): void {
    if (!this.kept?.hasRoom) return;
    const size = bytesInImage(look);
    const own = pixels.slice(row * size, (row + 1) * size);
    this.kept.keep(this.sources[place], { ...look, pixels: own });
  }

  private isKept(place: number): boolean {
    return this.kept?.find(this.sources[place]) !== undefined;
  }
}

const isLike = ({ height, width, channels }: CanvasShape, shape: CanvasShape): boolean =>
  height === shape.height && width === shape.width && channels === shape.channels;

const withoutPixels = ({ height, width, channels, changes }: DecodedImage): ImageLook => ({
  height,
  width,
  channels,
  changes,
});

/** The image, decoded unless it is kept. @throws PartError where it cannot be read */
export async function decodedOnce(
  source: KeepableImage & { decode(): Promise<DecodedImage> },
  kept: KeptImages | undefined,
): Promise<DecodedImage> {
  const known = kept?.find(source);
  if (known instanceof PartError) throw known;
  return known ?? source.decode();
}
