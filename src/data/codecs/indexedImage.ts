import type { DecodedImage } from './decodedImage.ts';

/**
 * The image of one palette index a pixel, height × width. `palette` holds red, green and blue of
 * each; one of greys gives a grey image. The transparent index, if there is one, becomes white.
 */
export function indexedImage(
  indices: Uint8Array | Uint16Array,
  { height, width }: { readonly height: number; readonly width: number },
  palette: Uint8Array,
  transparent: number | null,
): DecodedImage {
  const colours = palette.slice();
  const isUsed = transparent !== null && indices.includes(transparent);
  if (isUsed) colours.fill(255, 3 * transparent, 3 * transparent + 3);
  const isGrey = colours.every((value, at) => value === colours[at - (at % 3)]);
  const channels = isGrey ? 1 : 3;
  const pixels = new Uint8Array(indices.length * channels);
  for (let at = 0; at < indices.length; at++) {
    for (let channel = 0; channel < channels; channel++) {
      pixels[at * channels + channel] = colours[3 * indices[at] + channel];
    }
  }
  return { height, width, channels, pixels, changes: isUsed ? ['opaque'] : [] };
}
