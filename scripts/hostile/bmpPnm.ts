/** BMP, PBM, PGM and PPM images: formats without checksums, whose headers must tell it all. */
import { readableImages } from '../../src/data/codecs/decodedImage.ts';
import { writeBmp, writePnm } from '../../src/data/testing/writeImages.ts';
import { joined, patched, plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const besides = [{ name: 'pets/dog/1.png', bytes: plainPng(1) }];
const remedy = 'replace this image or leave it out';
const bmp = hostileFamily({
  name: 'BMP',
  file: 'pets/cat/1.bmp',
  allowed: 'complete BMP images of 1, 4, 8, 24 or 32 bits a pixel, not compressed',
  remedy,
  besides,
});
const pnm = hostileFamily({
  name: 'PNM',
  file: 'pets/cat/1.ppm',
  allowed: 'complete PBM, PGM and PPM images, P1 to P6, one a file',
  remedy,
  besides,
});

const size = { height: 2, width: 3 };
const grey = [0, 1, 2, 3, 4, 5];
const plain = writeBmp(new Array(18).fill(9), size, 24);
const patch = (at: number, ...values: number[]) => patched(plain, at, ...values);
const indexed = (values: readonly number[], bits: 1 | 4 | 8, colours: number) =>
  writeBmp(values, size, bits, { palette: new Array(colours).fill([0, 0, 0]) });
const masked = writeBmp(new Array(24).fill(9), size, 32, { hasMasks: true });

/** What is said of sides. */
const forSides = { allowed: '1 to 4096 pixels a side', remedy: 'scale the image, or leave it out' };

/** What is said of other files. */
const forKinds = { allowed: readableImages };

export const bmpCases: readonly HostileCase[] = [
  bmp(
    'its mark alone',
    text('BM'),
    'byte 0',
    'a file of an unknown kind (it starts with 42 4d)',
    forKinds,
  ),
  bmp('a header cut short', plain.subarray(0, 40), 'byte 40', 'the image ends in its header'),
  bmp(
    '16 bytes that give no length',
    patched(plain.subarray(0, 16), 2, 0, 0, 0, 0),
    'byte 16',
    'the image ends in its header',
  ),
  bmp(
    'a byte too few',
    plain.subarray(0, -1),
    'byte 2',
    '77 bytes, where its header says 78 bytes',
  ),
  bmp(
    'a byte too many',
    joined([plain, Uint8Array.of(0)]),
    'byte 2',
    '79 bytes, where its header says 78 bytes',
  ),
  bmp(
    'a length of 4 GB',
    patch(2, 255, 255, 255, 255),
    'byte 2',
    '78 bytes, where its header says 4,294,967,295 bytes',
  ),
  bmp(
    'a header of an unknown length',
    patch(14, 41),
    'byte 0',
    'a file of an unknown kind (it starts with 42 4d 4e 00)',
    forKinds,
  ),
  bmp(
    'run lengths',
    writeBmp(
      grey.map(() => 0),
      size,
      8,
      { compression: 1, palette: [[0, 0, 0]] },
    ),
    'byte 30',
    'compression of kind 1',
  ),
  bmp('a JPEG inside', patch(30, 4), 'byte 30', 'compression of kind 4'),
  bmp('16 bits a pixel', patch(28, 16), 'byte 28', '16 bits a pixel'),
  bmp('0 bits a pixel', patch(28, 0), 'byte 28', '0 bits a pixel'),
  bmp(
    '60,000 × 60,000 pixels',
    patch(18, 0x60, 0xea, 0, 0, 0x60, 0xea),
    'byte 18',
    'an image of 60000 × 60000 pixels',
    forSides,
  ),
  bmp(
    'a negative width',
    patch(18, 255, 255, 255, 255),
    'byte 18',
    'an image of -1 × 2 pixels',
    forSides,
  ),
  bmp(
    'a height of −2^31',
    patch(22, 0, 0, 0, 128),
    'byte 18',
    'an image of 3 × 2147483648 pixels',
    forSides,
  ),
  bmp('no rows', patch(22, 0), 'byte 18', 'an image of 3 × 0 pixels', forSides),
  bmp('pixels within the header', patch(10, 20), 'byte 10', 'pixels that start within the header'),
  bmp('pixels beyond the end', patch(10, 200), 'byte 78', 'the image ends early'),
  bmp('pixels 4 GB away', patch(10, 255, 255, 255, 255), 'byte 78', 'the image ends early'),
  bmp(
    'a palette of 3 colours for 1 bit',
    indexed(
      grey.map(() => 0),
      1,
      3,
    ),
    'byte 46',
    'a palette of 3 colours',
  ),
  bmp(
    'a palette of 4 billion colours',
    patched(
      indexed(
        grey.map(() => 0),
        8,
        1,
      ),
      46,
      255,
      255,
      255,
      255,
    ),
    'byte 46',
    'a palette of 4294967295 colours',
  ),
  bmp(
    'a colour that is not there',
    indexed([0, 0, 0, 0, 0, 9], 8, 1),
    'byte 60',
    'colour 9 of a palette of 1',
  ),
  bmp('unusual masks', patched(masked, 54, 1, 2, 3, 4), 'byte 54', 'unusual colour masks'),
];

export const pnmCases: readonly HostileCase[] = [
  pnm('its mark alone', text('P6\n'), 'byte 3', 'the image ends early'),
  pnm('no height', text('P5 3'), 'byte 4', 'the image ends early'),
  pnm('a comment without end', text('P5 # and so on'), 'byte 14', 'the image ends early'),
  pnm(
    'a negative width',
    text('P5 -3 2 255\n'),
    'byte 3',
    'something else where a number must stand',
  ),
  pnm(
    'a width of letters',
    text('P5 abc 2 255\n'),
    'byte 3',
    'something else where a number must stand',
  ),
  pnm(
    '60,000 × 60,000 pixels',
    text('P5 60000 60000 255\n'),
    'byte 2',
    'an image of 60000 × 60000 pixels',
    forSides,
  ),
  pnm(
    'a width of 30 digits',
    text(`P5 ${'9'.repeat(30)} 1 255\n`),
    'byte 10',
    'something else where a number must stand',
  ),
  pnm('no columns', text('P5 0 2 255\n'), 'byte 2', 'an image of 0 × 2 pixels', forSides),
  pnm('no rows', text('P5 2 0 255\n'), 'byte 2', 'an image of 2 × 0 pixels', forSides),
  pnm('a white of 0', text('P5 1 1 0\n\0'), 'byte 8', 'a white of 0'),
  pnm('a white beyond 16 bits', text('P5 1 1 65536\n\0'), 'byte 12', 'a white of 65536'),
  pnm(
    'a value beyond white',
    writePnm(5, [0, 1, 2, 3, 4, 16], size, 15),
    'byte 27',
    'a value of 16, where white is 15',
  ),
  pnm(
    'a value of text beyond white',
    writePnm(2, [0, 1, 2, 3, 4, 16], size, 15),
    'byte 34',
    'a value of 16, where white is 15',
  ),
  pnm(
    'a value of 16 bits beyond white',
    writePnm(5, [0, 1, 2, 3, 4, 999], size, 500),
    'byte 33',
    'a value of 999, where white is 500',
  ),
  pnm(
    'a pixel too few',
    writePnm(5, grey, size).subarray(0, -1),
    'byte 28',
    'the image ends early',
  ),
  pnm('a number too few', writePnm(2, grey.slice(1), size), 'byte 32', 'the image ends early'),
  pnm(
    'a byte too many',
    joined([writePnm(5, grey, size), Uint8Array.of(0)]),
    'byte 29',
    'other bytes follow the image',
  ),
  pnm(
    'a second image',
    joined([writePnm(5, grey, size), text('P5')]),
    'byte 29',
    'other bytes follow the image',
  ),
  pnm(
    'a number too many',
    joined([writePnm(2, grey, size), text(' 6')]),
    'byte 35',
    'other bytes follow the image',
  ),
  pnm(
    'a letter for a bit',
    text('P1 2 1 0x'),
    'byte 8',
    'something else where a number must stand',
  ),
  pnm('a 2 for a bit', text('P1 2 1 02'), 'byte 8', 'something else where a number must stand'),
  pnm(
    'a letter for a number',
    text('P2 2 1 9 0 x'),
    'byte 11',
    'something else where a number must stand',
  ),
  pnm(
    'a header that runs into the pixels',
    text('P5 1 1 255x'),
    'byte 10',
    'the header does not end',
  ),
  pnm(
    'a PAM image',
    text('P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nENDHDR\n\0'),
    'byte 0',
    'a file of an unknown kind (it starts with 50 37 0a 57)',
    forKinds,
  ),
];
