/** PNG images whose parts are damaged, missing or too many. */

import { zlibSync } from 'fflate';
import { readableImages } from '../../src/data/codecs/decodedImage.ts';
import { pngHeader, writeChunks } from '../../src/data/testing/writePng.ts';
import { joined, patched, plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const png = hostileFamily({
  name: 'PNG',
  file: 'pets/cat/1.png',
  allowed: 'complete PNG, JPEG, WebP, GIF, BMP and PGM/PPM images',
  remedy: 'replace this image or leave it out',
  besides: [{ name: 'pets/dog/1.png', bytes: plainPng(1) }],
});

type Chunk = [string, ArrayLike<number>];
const made = (...chunks: Chunk[]) => writeChunks(chunks);
const end: Chunk = ['IEND', []];
const packed = (...bytes: number[]) => zlibSync(Uint8Array.from(bytes));
const grey = pngHeader(1, 1, 8, 0);
const header: Chunk = ['IHDR', grey];
const data: Chunk = ['IDAT', packed(0, 1)];
const sized = (width: number, height: number) =>
  made(['IHDR', pngHeader(width, height, 8, 0)], data, end);
const kind = (depth: number, colour: number, interlace = 0) =>
  made(['IHDR', pngHeader(1, 1, depth, colour, interlace)], data, end);
const around = (head: Uint8Array, rows: readonly number[], ...before: Chunk[]) =>
  made(['IHDR', head], ...before, ['IDAT', packed(...rows)], end);
const withData = (...bytes: number[]) => made(header, ['IDAT', bytes], end);
const plain = plainPng(3);
const lastByteOfData = (change: number) => {
  const bytes = packed(0, 1);
  bytes[bytes.length - 1] ^= change;
  return made(header, ['IDAT', bytes], end);
};

/** What is said of sides. */
const forSides = { allowed: '1 to 4096 pixels a side', remedy: 'scale the image, or leave it out' };

/** What is said of other files. */
const forKinds = { allowed: readableImages };

export const pngCases: readonly HostileCase[] = [
  png('its signature alone', plain.subarray(0, 8), 'byte 8', 'the image ends early'),
  png(
    'half a signature',
    plain.subarray(0, 4),
    'byte 0',
    'a file of an unknown kind (it starts with 89 50 4e 47)',
    forKinds,
  ),
  png(
    'a signature as text mode leaves it',
    patched(plain, 4, 0x0a, 0x1a, 0x0a),
    'byte 0',
    'a file of an unknown kind (it starts with 89 50 4e 47)',
    forKinds,
  ),
  png('no header', made(data, end), 'byte 8', 'the header is missing'),
  png(
    'a header of 12 bytes',
    made(['IHDR', grey.subarray(0, 12)], end),
    'byte 8',
    'the header is missing',
  ),
  png(
    'a header of 14 bytes',
    made(['IHDR', joined([grey, Uint8Array.of(0)])], end),
    'byte 8',
    'the header is missing',
  ),
  png(
    'a second header',
    made(header, header, data, end),
    'byte 33',
    'an unknown or misplaced part “IHDR”',
  ),
  png(
    '60,000 × 60,000 pixels',
    made(['IHDR', pngHeader(60_000, 60_000, 8, 2)]),
    'byte 16',
    'an image of 60000 × 60000 pixels',
    forSides,
  ),
  png(
    '2^32 − 1 columns',
    sized(2 ** 32 - 1, 1),
    'byte 16',
    'an image of 4294967295 × 1 pixels',
    forSides,
  ),
  png('no columns', sized(0, 1), 'byte 16', 'an image of 0 × 1 pixels', forSides),
  png('no rows', sized(1, 0), 'byte 16', 'an image of 1 × 0 pixels', forSides),
  png('4,097 columns', sized(4097, 1), 'byte 16', 'an image of 4097 × 1 pixels', forSides),
  png('colour type 1', kind(8, 1), 'byte 24', 'colour type 1 with 8 bits a sample'),
  png('colour type 5', kind(8, 5), 'byte 24', 'colour type 5 with 8 bits a sample'),
  png('colour type 255', kind(8, 255), 'byte 24', 'colour type 255 with 8 bits a sample'),
  png('3 bits a sample', kind(3, 0), 'byte 24', 'colour type 0 with 3 bits a sample'),
  png('0 bits a sample', kind(0, 0), 'byte 24', 'colour type 0 with 0 bits a sample'),
  png('32 bits a sample', kind(32, 0), 'byte 24', 'colour type 0 with 32 bits a sample'),
  png('4 bits of colour', kind(4, 2), 'byte 24', 'colour type 2 with 4 bits a sample'),
  png('16 bits of a palette', kind(16, 3), 'byte 24', 'colour type 3 with 16 bits a sample'),
  png('1 bit with alpha', kind(1, 4), 'byte 24', 'colour type 4 with 1 bits a sample'),
  png(
    'an unknown interlacing',
    kind(8, 0, 2),
    'byte 26',
    'an unknown compression, filter or interlacing',
  ),
  png(
    'an unknown compression',
    made(['IHDR', patched(grey, 10, 1)], data, end),
    'byte 26',
    'an unknown compression, filter or interlacing',
  ),
  png(
    'an unknown filter method',
    made(['IHDR', patched(grey, 11, 1)], data, end),
    'byte 26',
    'an unknown compression, filter or interlacing',
  ),
  png('no pixel data', made(header, end), 'byte 45', 'there are no pixel data'),
  png('no end', made(header, data), 'byte 55', 'the image ends early'),
  png('an end cut short', plain.subarray(0, -1), 'byte 69', 'the image ends early'),
  png(
    'an unknown critical part',
    made(header, ['ABCD', []], data, end),
    'byte 33',
    'an unknown or misplaced part “ABCD”',
  ),
  png(
    'a part without a name',
    made(header, ['\n\n\n\n', []], data, end),
    'byte 33',
    'a part has no proper name',
  ),
  png(
    'a part of HTML',
    made(header, ['<b>x', []], data, end),
    'byte 33',
    'a part has no proper name',
  ),
  png(
    'a part longer than the file',
    patched(plain, 33, 0, 0, 255, 255),
    'byte 70',
    'the image ends early',
  ),
  png('a part of 4 GB', patched(plain, 33, 255, 255, 255, 255), 'byte 70', 'the image ends early'),
  png(
    'a wrong checksum of the header',
    patched(plain, 29, plain[29] ^ 1),
    'byte 8',
    'a checksum does not match',
  ),
  png(
    'a wrong checksum of the data',
    patched(plain, 45, plain[45] ^ 1),
    'byte 33',
    'a checksum does not match',
  ),
  png(
    'a wrong checksum of the end',
    patched(plain, plain.length - 1, plain[plain.length - 1] ^ 1),
    'byte 58',
    'a checksum does not match',
  ),
  png(
    'a palette of 4 bytes',
    around(pngHeader(1, 1, 8, 3), [0, 0], ['PLTE', [1, 2, 3, 4]]),
    'byte 33',
    'a palette of 4 bytes',
  ),
  png(
    'an empty palette',
    around(pngHeader(1, 1, 8, 3), [0, 0], ['PLTE', []]),
    'byte 33',
    'a palette of 0 bytes',
  ),
  png(
    'a palette of 257 colours',
    around(pngHeader(1, 1, 8, 3), [0, 0], ['PLTE', new Array(771).fill(1)]),
    'byte 33',
    'a palette of 771 bytes',
  ),
  png(
    '3 colours for 1 bit',
    around(pngHeader(1, 1, 1, 3), [0, 0], ['PLTE', new Array(9).fill(1)]),
    'byte 33',
    'a palette of 3 colours for 1 bits a pixel',
  ),
  png('no palette', around(pngHeader(1, 1, 8, 3), [0, 0]), 'byte 8', 'the palette is missing'),
  png(
    'a colour beyond the palette',
    around(pngHeader(1, 1, 8, 3), [0, 1], ['PLTE', [1, 2, 3]]),
    'byte 48',
    'colour 1 of a palette of 1',
  ),
  png(
    'transparency beyond the palette',
    around(pngHeader(1, 1, 8, 3), [0, 0], ['PLTE', [1, 2, 3]], ['tRNS', [1, 2]]),
    'byte 48',
    'transparency for 2 of 1 colours',
  ),
  png(
    'a transparent colour of one byte',
    around(grey, [0, 0], ['tRNS', [1]]),
    'byte 33',
    'a transparent colour that does not fit the colour type',
  ),
  png(
    'a transparent colour beside alpha',
    around(pngHeader(1, 1, 8, 4), [0, 0, 0], ['tRNS', [0, 1]]),
    'byte 33',
    'a transparent colour that does not fit the colour type',
  ),
  png('row filter 5', around(grey, [5, 1]), 'byte 33', 'row filter 5'),
  png('row filter 255', around(grey, [255, 1]), 'byte 33', 'row filter 255'),
  png(
    'a row too few',
    around(pngHeader(1, 2, 8, 0), [0, 1]),
    'byte 33',
    'there are too few pixel data for its size',
  ),
  png(
    'a row too many',
    around(grey, [0, 1, 0, 1]),
    'byte 33',
    'there are more pixel data than its size needs',
  ),
  png(
    'a pixel too few',
    around(pngHeader(2, 1, 8, 0), [0, 1]),
    'byte 33',
    'there are too few pixel data for its size',
  ),
  png(
    'a bomb',
    made(header, ['IDAT', zlibSync(new Uint8Array(1_000_000))], end),
    'byte 33',
    'there are more pixel data than its size needs',
  ),
  png(
    '4,096 × 4,096 pixels without data',
    made(['IHDR', pngHeader(4096, 4096, 16, 6)], data, end),
    'byte 33',
    'there are too few pixel data for its size',
  ),
  png('empty pixel data', withData(), 'byte 33', 'the pixel data do not start as they must'),
  png(
    'pixel data that are not deflated',
    withData(1, 2, 3, 4, 5, 6, 7),
    'byte 33',
    'the pixel data do not start as they must',
  ),
  png(
    'pixel data with a dictionary',
    withData(0x78, 0xbb, 3, 4, 5, 6, 7),
    'byte 33',
    'the pixel data need a dictionary',
  ),
  png(
    'a damaged block',
    withData(0x78, 0x9c, 7, 4, 5, 6, 7),
    'byte 33',
    'the pixel data are damaged: its block type is 3',
  ),
  png(
    'pixel data cut short',
    withData(...packed(0, 1).subarray(0, 7)),
    'byte 33',
    'the pixel data end early',
  ),
  png(
    'no checksum of the pixels',
    withData(...packed(0, 1).subarray(0, -4)),
    'byte 33',
    'the pixel data end early',
  ),
  png(
    'another checksum of the pixels',
    lastByteOfData(1),
    'byte 33',
    'the checksum of the pixel data does not match',
  ),
  png(
    'an SVG drawing',
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    'byte 0',
    'an SVG drawing',
    { ...forKinds, remedy: 'convert this image to PNG, or leave it out' },
  ),
  png('HTML', text('<!DOCTYPE html><script>alert(1)</script>'), 'byte 0', 'a web page', forKinds),
];
