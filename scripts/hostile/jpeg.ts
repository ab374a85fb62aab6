/** JPEG images of kinds that are not read, cut short, or with damaged codes. */
import { readableImages } from '../../src/data/codecs/decodedImage.ts';
import { joined, patched, plainJpeg as plain, plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily } from './hostileCase.ts';

const jpeg = hostileFamily({
  name: 'JPEG',
  file: 'pets/cat/1.jpg',
  allowed: 'JPEG images, grey, colour or CMYK, 8 bits a sample, baseline or progressive',
  remedy: 'save the image again as an ordinary JPEG or as PNG, or leave it out',
  besides: [{ name: 'pets/dog/1.png', bytes: plainPng(1) }],
});

const markerAt = (code: number) =>
  plain.findIndex((byte, at) => byte === 0xff && plain[at + 1] === code);
const frame = markerAt(0xc0);
const scan = markerAt(0xda);
const framed = (offset: number, ...values: number[]) => patched(plain, frame + offset, ...values);
const between = (...bytes: number[]) =>
  joined([plain.subarray(0, 2), Uint8Array.from(bytes), plain.subarray(2)]);
const scans = (count: number) =>
  joined([
    plain.subarray(0, scan),
    ...Array.from({ length: count }, () => plain.subarray(scan, -2)),
    plain.subarray(-2),
  ]);

/** What is said of sides. */
const forSides = { allowed: '1 to 4096 pixels a side', remedy: 'scale the image, or leave it out' };

/** What is said of damage that the decoder finds. */
const forDamage = {
  allowed: 'complete PNG, JPEG, WebP, GIF, BMP and PGM/PPM images',
  remedy: 'replace this image or leave it out',
};

export const jpegCases: readonly HostileCase[] = [
  jpeg('its start alone', plain.subarray(0, 3), 'byte 3', 'the image ends early', forDamage),
  jpeg('start and end', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'byte 4', 'there are no pixel data'),
  jpeg(
    'half of it',
    plain.subarray(0, plain.length >> 1),
    'byte 158',
    'the image ends early',
    forDamage,
  ),
  jpeg(
    'its last pixels missing',
    plain.subarray(0, -5),
    'byte 311',
    'the image ends early',
    forDamage,
  ),
  jpeg(
    'no frame',
    joined([plain.subarray(0, frame), plain.subarray(scan)]),
    'byte 203',
    'there are no pixel data',
  ),
  jpeg(
    'no scan',
    joined([plain.subarray(0, scan), plain.subarray(-2)]),
    'byte 269',
    'there are no pixel data',
  ),
  jpeg(
    'a byte between its parts',
    between(0),
    'byte 0',
    'a file of an unknown kind (it starts with ff d8 00 ff)',
    { allowed: readableImages, remedy: 'replace this image or leave it out' },
  ),
  jpeg(
    'a part without its length',
    between(0xff, 0xe5, 0, 0),
    'byte 2',
    'a part without its length',
  ),
  jpeg('a part of one byte', between(0xff, 0xe5, 0, 1), 'byte 2', 'a part without its length'),
  jpeg(
    'a part longer than the file',
    between(0xff, 0xe5, 255, 255),
    'byte 320',
    'the image ends early',
    forDamage,
  ),
  jpeg('12 bits a sample', framed(4, 12), 'byte 154', '12 bits a sample'),
  jpeg('16 bits a sample', framed(4, 16), 'byte 154', '16 bits a sample'),
  jpeg('59,912 rows', framed(5, 234), 'byte 159', 'an image of 8 × 59912 pixels', forSides),
  jpeg('no rows', framed(5, 0, 0), 'byte 159', 'an image of 8 × 0 pixels', forSides),
  jpeg('no columns', framed(7, 0, 0), 'byte 159', 'an image of 0 × 8 pixels', forSides),
  jpeg('four components announced of three', framed(9, 4), null, 'the image is damaged', forDamage),
  jpeg('five components', framed(9, 5), 'byte 154', '5 components'),
  jpeg('no components', framed(9, 0), 'byte 154', '0 components'),
  jpeg('two components', framed(9, 2), 'byte 154', '2 components'),
  jpeg(
    'lossless coding',
    framed(1, 0xc3),
    'byte 154',
    'a lossless, hierarchical or arithmetic-coded image',
  ),
  jpeg(
    'hierarchical coding',
    framed(1, 0xc5),
    'byte 154',
    'a lossless, hierarchical or arithmetic-coded image',
  ),
  jpeg(
    'arithmetic coding',
    framed(1, 0xc9),
    'byte 154',
    'a lossless, hierarchical or arithmetic-coded image',
  ),
  jpeg(
    'a frame without its sizes',
    joined([plain.subarray(0, frame), Uint8Array.of(0xff, 0xc0, 0, 4, 8, 0), plain.subarray(scan)]),
    'byte 154',
    'a frame without its sizes',
  ),
  jpeg('101 scans', scans(101), 'byte 4967', 'more than 100 scans'),
  jpeg(
    'a damaged code table',
    patched(plain, markerAt(0xc4) + 5, 255, 255),
    null,
    'the image is damaged: Bogus Huffman table definition',
    forDamage,
  ),
  jpeg(
    'a quantisation table of a number that is not there',
    framed(12, 3),
    null,
    'the image is damaged: Quantization table 0x03 was not defined',
    forDamage,
  ),
  jpeg(
    'sampling factors of 0',
    framed(11, 0),
    null,
    'the image is damaged: Bogus sampling factors',
    forDamage,
  ),
  jpeg(
    'coded pixels cut short',
    joined([plain.subarray(0, -8), plain.subarray(-2)]),
    null,
    'the image is damaged: Corrupt JPEG data: premature end of data segment',
    forDamage,
  ),
];
