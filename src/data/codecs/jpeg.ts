/**
 * JPEG through MozJPEG compiled to WebAssembly: browsers decode with libraries that differ in the
 * last bit, and a data set must have the same hash everywhere. Images are turned upright as their
 * EXIF orientation says, as a viewer would show them.
 */
import type { DataLimits } from '../limits.ts';
import { decodeCmykJpeg } from './cmykJpeg.ts';
import {
  type DecodedImage,
  type ImageChange,
  type ImageOrigin,
  imageError,
} from './decodedImage.ts';
import {
  attempted,
  type ImageCodec,
  instantiateCodec,
  type WasmModuleSource,
  withoutAlpha,
} from './imageCodec.ts';
import { readJpegHeader } from './jpegHeader.ts';

/** Decodes the JPEG images of a data set. @throws DataError naming `place` where an image is damaged or refused. */
export type JpegDecoder = (
  bytes: Uint8Array,
  place: ImageOrigin,
  limits: DataLimits,
) => Promise<DecodedImage>;

/** What the library prints of an image that it filled up by guessing. */
const damage = /Premature|Corrupt|Bogus|Inconsistent|Invalid/;
/** Bytes between the last pixel and the end do no harm. */
const harmless = /extraneous bytes before marker 0xd9/;

/**
 * A decoder that loads the library (`@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm`) when the first JPEG
 * is met. Null for `source` makes one that
 * refuses every image.
 */
export function createJpegDecoder(source: WasmModuleSource | null): JpegDecoder {
  const printed: string[] = [];
  let codec: Promise<ImageCodec> | null = null;
  return async (bytes, place, limits) => {
    const header = readJpegHeader(bytes, place, limits);
    const changes: ImageChange[] = [];
    if (header.orientation !== 1) changes.push('turned');
    if (!header.isEnded) changes.push('unended');
    const whole = header.isEnded ? bytes : withEnd(bytes, header.end);
    if (header.components === 4) {
      changes.push('inks');
      return { ...(await decodeCmykJpeg(whole, header, place)), changes };
    }
    if (source === null) throw imageError(place, null, 'no JPEG decoder is at hand', 'PNG images');
    codec ??= loadCodec(source, printed);
    const decoder = await codec;
    printed.length = 0;
    const image = attempted(() => decoder.decode(whole, true));
    const complaint = printed.find((line) => damage.test(line) && !harmless.test(line));
    if (image === null || complaint !== undefined) {
      // After an error the library's memory is not what it was: the next image gets a fresh one.
      codec = null;
      if (!header.isEnded) throw imageError(place, bytes.length, 'the image ends early');
      const said = complaint ?? printed[0];
      const reason = said === undefined ? '' : `: ${said}`;
      throw imageError(place, null, `the image is damaged${reason}`);
    }
    const { height, width, data } = image;
    if (header.components === 1) {
      return { height, width, channels: 1, pixels: everyFourth(data), changes };
    }
    return { height, width, channels: 3, pixels: withoutAlpha(data), changes };
  };
}

/** The image with the marker that its end lacks. */
function withEnd(bytes: Uint8Array, end: number): Uint8Array {
  const whole = new Uint8Array(end + 2);
  whole.set(bytes.subarray(0, end));
  whole.set([0xff, 0xd9], end);
  return whole;
}

async function loadCodec(source: WasmModuleSource, printed: string[]): Promise<ImageCodec> {
  const [compiled, imported] = await Promise.all([
    source(),
    import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js'),
  ]);
  return instantiateCodec(imported.default, compiled, (line) => printed.push(line));
}

function everyFourth(data: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint8Array(data.length / 4);
  for (let at = 0; at < pixels.length; at++) pixels[at] = data[4 * at];
  return pixels;
}
