/** Photographs of 128 × 128 pixels as JPEGs: smooth shapes with grain, which pack as real ones do. */
import mozjpegEncoder from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import { defaultOptions } from '@jsquash/jpeg/meta.js';
import { codecEncoder } from '../../src/data/testing/codecModules.ts';
import { createRandom } from '../../src/lib/random.ts';

const side = 128;
const encoder = codecEncoder(mozjpegEncoder, '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm');

/** The photograph of a number. */
export async function writePhotograph(number: number): Promise<Uint8Array> {
  const random = createRandom(number, 'photograph');
  const pixels = new Uint8ClampedArray(side * side * 4);
  const waves = Array.from({ length: 6 }, () => ({
    across: random.uniform() / 6,
    down: random.uniform() / 6,
    from: random.uniform() * 6,
    colour: [random.uniform() * 40, random.uniform() * 40, random.uniform() * 40],
  }));
  for (let at = 0; at < side * side; at++) {
    const [row, column] = [Math.floor(at / side), at % side];
    const grain = random.uniform() * 24;
    for (let channel = 0; channel < 3; channel++) {
      const shade = waves.reduce(
        (sum, { across, down, from, colour }) =>
          sum + colour[channel] * Math.sin(from + across * column + down * row),
        116,
      );
      pixels[4 * at + channel] = shade + grain;
    }
  }
  return new Uint8Array((await encoder()).encode(pixels, side, side, defaultOptions));
}
