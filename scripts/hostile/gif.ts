/** GIF images with damaged parts and codes. */
import { writeGif } from '../../src/data/testing/writeImages.ts';
import { joined, patched, plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const gif = hostileFamily({
  name: 'GIF',
  file: 'pets/cat/1.gif',
  allowed: 'complete GIF images',
  remedy: 'replace this image or leave it out',
  besides: [{ name: 'pets/dog/1.png', bytes: plainPng(1) }],
});

const colours = (count: number) => Array.from({ length: count }, (_, i) => [i, 255 - i, 7]);
const size = { height: 2, width: 3 };
const values = [0, 1, 2, 3, 2, 1];
/** Header and palette end at byte 25; 8 bytes of control follow, 10 of the image, and its codes. */
const plain = writeGif(values, size, colours(4));
const patch = (at: number, ...bytes: number[]) => patched(plain, at, ...bytes);
const bomb = joined([
  text('GIF89a'),
  Uint8Array.of(0, 16, 0, 16, 0x80, 0, 0, 0, 0, 0, 1, 1, 1),
  Uint8Array.of(0x2c, 0, 0, 0, 0, 0, 16, 0, 16, 0, 2, 1, 0x4c, 0, 0x3b),
]);

/** What is said of sides. */
const forSides = { allowed: '1 to 4096 pixels a side', remedy: 'scale the image, or leave it out' };

export const gifCases: readonly HostileCase[] = [
  gif('its signature alone', plain.subarray(0, 6), 'byte 6', 'the image ends early'),
  gif('a header cut short', plain.subarray(0, 12), 'byte 12', 'the image ends early'),
  gif('a palette cut short', plain.subarray(0, 20), 'byte 20', 'the image ends early'),
  gif('half of it', plain.subarray(0, 40), 'byte 40', 'the image ends early'),
  gif('no end', plain.subarray(0, -1), 'byte 50', 'the image ends early'),
  gif(
    'bytes after its end',
    joined([plain, Uint8Array.of(0)]),
    'byte 51',
    'other bytes follow the image',
  ),
  gif(
    'a second image after its end',
    joined([plain, plain]),
    'byte 51',
    'other bytes follow the image',
  ),
  gif(
    '60,000 × 60,000 pixels',
    patch(6, 0x60, 0xea, 0x60, 0xea),
    'byte 6',
    'an image of 60000 × 60000 pixels',
    forSides,
  ),
  gif('a screen of nothing', patch(6, 0, 0), 'byte 6', 'an image of 0 × 2 pixels', forSides),
  gif(
    'an image beyond the screen',
    patch(38, 9),
    'byte 33',
    'an image that is empty or lies outside of its screen',
  ),
  gif(
    'an image beside the screen',
    patch(34, 3),
    'byte 33',
    'an image that is empty or lies outside of its screen',
  ),
  gif(
    'an image of nothing',
    patch(38, 0),
    'byte 33',
    'an image that is empty or lies outside of its screen',
  ),
  gif(
    'no image',
    joined([plain.subarray(0, 25), Uint8Array.of(0x3b)]),
    'byte 25',
    'there is no image',
  ),
  gif(
    'no palette',
    joined([patch(10, 0).subarray(0, 13), plain.subarray(25)]),
    'byte 21',
    'the palette is missing',
  ),
  gif('an unknown part', patch(25, 7), 'byte 25', 'an unknown part'),
  gif('a damaged control part', patch(27, 3), 'byte 27', 'a damaged control part'),
  gif('codes of 1 bit', patch(43, 1), 'byte 43', 'codes of 1 bits'),
  gif('codes of 12 bits', patch(43, 12), 'byte 43', 'codes of 12 bits'),
  gif('a block beyond the end', patch(44, 255), 'byte 51', 'the image ends early'),
  gif('an unknown code', patch(45, 0xfc), 'byte 33', 'the pixel data are damaged: an unknown code'),
  gif(
    'a code of nothing before',
    patch(45, 0x34),
    'byte 33',
    'the pixel data are damaged: an unknown code',
  ),
  gif('too many pixels', patch(40, 1), 'byte 33', 'there are more pixel data than its size needs'),
  gif(
    'too few pixels',
    joined([patch(6, 3, 0, 3).subarray(0, 40), Uint8Array.of(3), plain.subarray(41)]),
    'byte 33',
    'there are too few pixel data for its size',
  ),
  gif(
    'a colour that is not there',
    writeGif(values, size, colours(2)),
    'byte 27',
    'colour 2 of a palette of 2',
  ),
  gif('a bomb', bomb, 'byte 19', 'there are too few pixel data for its size'),
];
