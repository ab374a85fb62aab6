import { PartError } from '../dataError.ts';
import { type DataLimits, quoted } from '../limits.ts';
import type { Raster } from './raster.ts';

/** An image as bytes, whatever it was stored as. */
export interface DecodedImage extends Raster {
  /** What was done to it that the person should know of. */
  readonly changes: readonly ImageChange[];
}

/**
 * `opaque`: laid over white. `turned`: upright as its EXIF data say. `narrowed`: 16 bits to 8.
 * `firstFrame`: the first of several images. `unended`: all pixels are there, the end marker is not.
 * `inks`: CMYK made red, green and blue.
 */
export type ImageChange = 'opaque' | 'turned' | 'narrowed' | 'firstFrame' | 'unended' | 'inks';

/** Where an image is: a file, or an entry of an archive. */
export interface ImageOrigin {
  readonly file: string;
  readonly entry: string | null;
}

/** Decodes an image by its content. @throws DataError naming the place where it is damaged. */
export type ImageDecoder = (
  bytes: Uint8Array,
  place: ImageOrigin,
) => DecodedImage | Promise<DecodedImage>;

/** For messages. */
export const readableImages = 'PNG, JPEG, WebP, GIF, BMP and PGM/PPM images';

/** An image that is refused, at a byte if it is known. */
export function imageError(
  { file, entry }: ImageOrigin,
  byte: number | null,
  found: string,
  allowed = `complete ${readableImages}`,
  remedy = 'replace this image or leave it out',
): PartError {
  const parts = [
    entry === null ? [] : [`entry ${quoted(entry)}`],
    byte === null ? [] : [`byte ${byte}`],
  ].flat();
  return new PartError({
    file,
    place: parts.length === 0 ? null : parts.join(', '),
    found,
    allowed,
    remedy,
  });
}

/** Refuses sides of 0 or beyond the limit, as soon as an image's header is read. */
export function checkSides(
  height: number,
  width: number,
  place: ImageOrigin,
  byte: number,
  { imageSide }: DataLimits,
): void {
  if (Math.min(height, width) >= 1 && Math.max(height, width) <= imageSide) return;
  throw imageError(
    place,
    byte,
    `an image of ${width} × ${height} pixels`,
    `1 to ${imageSide} pixels a side`,
    'scale the image, or leave it out',
  );
}
