/** WebP images whose parts lie about themselves. */

import { animatedWebp } from '../../src/data/testing/writeWebp.ts';
import { joined, losslessWebp, lossyWebp, patched } from './bytes.ts';
import { type HostileCase, hostileFamily } from './hostileCase.ts';

const webp = hostileFamily({
  name: 'WebP',
  file: 'pets/cat/1.webp',
  allowed: 'WebP images, lossy or lossless, that are whole',
  remedy: 'save the image again as WebP or PNG, or leave it out',
  besides: [{ name: 'pets/dog/1.webp', bytes: losslessWebp }],
});

const size = { height: 8, width: 8 };
const part = (code: string, ...data: number[]) =>
  joined([
    losslessWebp.subarray(0, 4),
    Uint8Array.of(12 + data.length, 0, 0, 0),
    losslessWebp.subarray(8, 12),
    Uint8Array.from(code, (letter) => letter.charCodeAt(0)),
    Uint8Array.of(data.length, 0, 0, 0, ...data),
  ]);
const moving = animatedWebp([losslessWebp, lossyWebp], size);

/** What is said of sides. */
const forSides = { allowed: '1 to 4096 pixels a side', remedy: 'scale the image, or leave it out' };

export const webpCases: readonly HostileCase[] = [
  webp('its mark alone', losslessWebp.subarray(0, 12), 'byte 12', 'the file ends early'),
  webp(
    'half of it',
    losslessWebp.subarray(0, losslessWebp.length >> 1),
    'byte 31',
    'the file ends early',
  ),
  webp('a byte too few', losslessWebp.subarray(0, -1), 'byte 61', 'the file ends early'),
  webp(
    'a length of 4 GB',
    patched(losslessWebp, 4, 255, 255, 255, 255),
    'byte 62',
    'the file ends early',
  ),
  webp('no parts', losslessWebp.subarray(0, 12).with(4, 4), 'byte 12', 'there are no pixel data'),
  webp(
    'a part beyond the end',
    patched(losslessWebp, 16, 255, 255),
    'byte 16',
    'a part ends after the file',
  ),
  webp(
    'a part of 4 GB',
    patched(losslessWebp, 16, 255, 255, 255, 255),
    'byte 16',
    'a part ends after the file',
  ),
  webp('parts without pixels', part('ICCP', 1, 2, 3, 4), 'byte 24', 'there are no pixel data'),
  webp(
    'a lossless image without its mark',
    patched(losslessWebp, 20, 0),
    'byte 20',
    'the header of its pixel data is damaged',
  ),
  webp(
    'a lossless image of 4 bytes',
    part('VP8L', 0x2f, 1, 2, 3),
    'byte 20',
    'the header of its pixel data is damaged',
  ),
  webp(
    'a lossy image without its mark',
    patched(lossyWebp, 23, 0),
    'byte 20',
    'the header of its pixel data is damaged',
  ),
  webp(
    'a lossy image that is no key frame',
    patched(lossyWebp, 20, lossyWebp[20] | 1),
    'byte 20',
    'the header of its pixel data is damaged',
  ),
  webp(
    'a lossy image of 4 bytes',
    part('VP8 ', 0, 1, 2, 3),
    'byte 20',
    'the header of its pixel data is damaged',
  ),
  webp(
    '16,384 pixels a side',
    patched(losslessWebp, 21, 255, 255, 255, 15),
    'byte 20',
    'an image of 16384 × 16384 pixels',
    forSides,
  ),
  webp(
    'a canvas of 2^24 pixels a side',
    part('VP8X', 0, 0, 0, 0, 255, 255, 255, 255, 255, 255),
    'byte 20',
    'an image of 16777216 × 16777216 pixels',
    forSides,
  ),
  webp(
    'a canvas of 4 bytes',
    part('VP8X', 0, 0, 0, 0),
    'byte 20',
    'the header of its pixel data is damaged',
  ),
  webp(
    'damaged codes',
    patched(losslessWebp, 26, 255, 255, 255, 255, 255, 255),
    null,
    'the image is damaged',
    { allowed: 'complete WebP images', remedy: 'replace this image or leave it out' },
  ),
  webp(
    'a lossy image of nothing',
    patched(lossyWebp, 26, 0, 0),
    'byte 20',
    'an image of 0 × 8 pixels',
    forSides,
  ),
  webp(
    'an animation without frames',
    moving.subarray(0, 30).with(4, 22),
    'byte 30',
    'there are no pixel data',
  ),
  webp(
    'an animation whose first frame is a corner',
    animatedWebp([losslessWebp], size, 2),
    'byte 44',
    'its first frame does not fill it',
  ),
  webp('an animation cut in its frame', moving.subarray(0, 70), 'byte 70', 'the file ends early'),
];
