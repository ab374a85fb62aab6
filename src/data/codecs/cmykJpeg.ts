/**
 * JPEGs of four inks (CMYK, and YCCK), which MozJPEG does not turn into colours. They are rare, so that
 * they have a decoder of their own, loaded when the first is met: written in JavaScript, it gives the
 * same bytes everywhere. As browsers without a colour profile, it takes the inks as Adobe's programs
 * write them, inverted, whether or not a mark says so, and lays them over one another.
 */
import { type ImageOrigin, imageError } from './decodedImage.ts';
import type { JpegHeader } from './jpegHeader.ts';
import type { Raster } from './raster.ts';
import { turnedUpright } from './turnedUpright.ts';

/** Memory that an image may take while it is decoded, in megabytes. */
const maxMegabytes = 1024;
/** The mark of Adobe's programs: the inks are not transformed. */
const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/** Red, green and blue of a JPEG of four components. @throws DataError where it is damaged. */
export async function decodeCmykJpeg(
  bytes: Uint8Array,
  { isByAdobe, orientation }: Pick<JpegHeader, 'isByAdobe' | 'orientation'>,
  place: ImageOrigin,
): Promise<Raster> {
  const { decode } = await import('jpeg-js');
  const marked = isByAdobe ? bytes : withMark(bytes);
  try {
    const { height, width, data } = decode(marked, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxMemoryUsageInMB: maxMegabytes,
    });
    return turnedUpright({ height, width, channels: 3, pixels: data }, orientation);
  } catch {
    throw imageError(place, null, 'the image is damaged');
  }
}

/** The image with the mark after its start. */
function withMark(bytes: Uint8Array): Uint8Array {
  const marked = new Uint8Array(bytes.length + adobe.length);
  marked.set(bytes.subarray(0, 2));
  marked.set(adobe, 2);
  marked.set(bytes.subarray(2), 2 + adobe.length);
  return marked;
}
