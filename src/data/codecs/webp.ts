/** WebP through libwebp compiled to WebAssembly, so that every browser gives the same bytes. */
import type { DataLimits } from '../limits.ts';
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
import { overWhite } from './overWhite.ts';
import { readWebpHeader } from './webpHeader.ts';

/** Decodes the WebP images of a data set. @throws DataError naming `place` where an image is damaged or refused. */
export type WebpDecoder = (
  bytes: Uint8Array,
  place: ImageOrigin,
  limits: DataLimits,
) => Promise<DecodedImage>;

/**
 * A decoder that loads the library (`@jsquash/webp/codec/dec/webp_dec.wasm`) when the first WebP is
 * met. Null for `source` makes one that refuses every image.
 */
export function createWebpDecoder(source: WasmModuleSource | null): WebpDecoder {
  let codec: Promise<ImageCodec> | null = null;
  return async (bytes, place, limits) => {
    const { still, isAnimated } = readWebpHeader(bytes, place, limits);
    if (source === null) throw imageError(place, null, 'no WebP decoder is at hand', 'PNG images');
    codec ??= loadCodec(source);
    const decoder = await codec;
    const image = attempted(() => decoder.decode(still));
    if (image === null) {
      // After an error the library's memory is not what it was: the next image gets a fresh one.
      codec = null;
      throw imageError(place, null, 'the image is damaged', 'complete WebP images');
    }
    const { height, width, data } = image;
    const isOpaque = isEveryPixelOpaque(data);
    const changes: ImageChange[] = [];
    if (isAnimated) changes.push('firstFrame');
    if (!isOpaque) changes.push('opaque');
    return {
      height,
      width,
      channels: 3,
      pixels: isOpaque ? withoutAlpha(data) : laidOverWhite(data),
      changes,
    };
  };
}

async function loadCodec(source: WasmModuleSource): Promise<ImageCodec> {
  const [compiled, imported] = await Promise.all([
    source(),
    import('@jsquash/webp/codec/dec/webp_dec.js'),
  ]);
  return instantiateCodec(imported.default, compiled, () => {});
}

function isEveryPixelOpaque(data: Uint8ClampedArray): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

function laidOverWhite(data: Uint8ClampedArray): Uint8Array {
  const pixels = withoutAlpha(data);
  for (let at = 0; at < pixels.length; at++) {
    pixels[at] = overWhite(pixels[at], data[4 * Math.floor(at / 3) + 3]);
  }
  return pixels;
}
