/** A picture as bytes, row by row, red, green and blue of a pixel side by side. */
export interface Raster {
  readonly height: number;
  readonly width: number;
  /** 1: grey; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** height × width × channels. */
  readonly pixels: Uint8Array;
}

/** The picture in colour by repeating grey, or in grey by the luminance of ITU-R BT.601. */
export function inChannels(image: Raster, channels: 1 | 3): Raster {
  if (image.channels === channels) return image;
  const { height, width, pixels } = image;
  return {
    height,
    width,
    channels,
    pixels: channels === 3 ? tripled(pixels) : luminance(pixels),
  };
}

function tripled(grey: Uint8Array): Uint8Array {
  const colour = new Uint8Array(grey.length * 3);
  for (let from = 0, to = 0; from < grey.length; from++, to += 3) {
    colour[to] = colour[to + 1] = colour[to + 2] = grey[from];
  }
  return colour;
}

function luminance(colour: Uint8Array): Uint8Array {
  const grey = new Uint8Array(colour.length / 3);
  for (let from = 0, to = 0; to < grey.length; from += 3, to++) {
    const sum = 299 * colour[from] + 587 * colour[from + 1] + 114 * colour[from + 2];
    grey[to] = Math.floor((sum + 500) / 1000);
  }
  return grey;
}
