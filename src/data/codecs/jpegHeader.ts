/** What a JPEG (ITU T.81) says about itself, read before anything is decoded. */
import type { DataLimits } from '../limits.ts';
import { checkSides, type ImageOrigin, imageError } from './decodedImage.ts';

export interface JpegHeader {
  /** 1: grey; 3: colour; 4: inks. */
  readonly components: 1 | 3 | 4;
  /** Whether it bears the mark of Adobe's programs, which says how inks are stored. */
  readonly isByAdobe: boolean;
  /** EXIF orientation: 1 upright, 2 to 8 mirrored or turned. */
  readonly orientation: number;
  /** Where the end marker is, or would be: a file that holds all pixels may lack it. */
  readonly end: number;
  readonly isEnded: boolean;
}

/** Each scan passes over the whole image; ordinary progressive files have about ten. */
const maxScans = 100;
const marker = { start: 0xd8, end: 0xd9, scan: 0xda, exif: 0xe1, adobe: 0xee };
const allowed = 'JPEG images, grey, colour or CMYK, 8 bits a sample, baseline or progressive';
const remedy = 'save the image again as an ordinary JPEG or as PNG, or leave it out';

interface Segment {
  readonly code: number;
  /** Position of the marker. */
  readonly at: number;
  readonly data: Uint8Array;
}

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === marker.start && bytes[2] === 0xff;
}

/**
 * Colour and orientation of a JPEG that runs to its end, or holds all pixels without its end marker.
 * @throws DataError naming `place` and the byte where the file is cut short, larger than the
 * limits, or of a kind that is hardly ever met (12 bits, lossless, arithmetic coding).
 */
export function readJpegHeader(
  bytes: Uint8Array,
  place: ImageOrigin,
  limits: DataLimits,
): JpegHeader {
  if (!isJpeg(bytes)) throw imageError(place, 0, 'the JPEG signature is missing');
  let components: 1 | 3 | 4 | null = null;
  let orientation = 1;
  let isByAdobe = false;
  let scans = 0;
  const covered = new ScanCoverage();
  let segment: Segment = { code: marker.start, at: 0, data: bytes.subarray(2, 2) };
  for (let next = 2; ; next = segment.at + 2 + segment.data.length) {
    if (segment.code === marker.scan) {
      next = endOfScan(bytes, next);
      const isCut = next >= bytes.length - 1 && covered.isWhole;
      if (isCut && components !== null)
        return { components, isByAdobe, orientation, end: next, isEnded: false };
    }
    segment = readSegment(bytes, next, place);
    if (segment.code === marker.end) break;
    if (segment.code === marker.exif) orientation = orientationIn(segment.data);
    if (segment.code === marker.adobe) isByAdobe ||= isAdobe(segment.data);
    if (isFrame(segment.code)) {
      components = readFrame(segment, place, limits);
      covered.begin(segment.data);
    }
    if (segment.code === marker.scan) covered.add(segment.data);
    if (segment.code === marker.scan && ++scans > maxScans) {
      throw imageError(place, segment.at, `more than ${maxScans} scans`, allowed, remedy);
    }
  }
  if (components === null || scans === 0) {
    throw imageError(place, bytes.length, 'there are no pixel data', allowed, remedy);
  }
  return { components, isByAdobe, orientation, end: segment.at, isEnded: true };
}

/**
 * Which bits of which coefficients the scans of an image brought, by their headers: all of them must be
 * there where the end is missing, for a progressive image is shown without its last scans, blurred.
 */
class ScanCoverage {
  /** By component: for each coefficient how many of its lowest bits are missing; 255 for all. */
  private readonly missing = new Map<number, Uint8Array>();

  begin(frame: Uint8Array): void {
    this.missing.clear();
    for (let at = 8; at + 2 < frame.length; at += 3) {
      this.missing.set(frame[at], new Uint8Array(64).fill(255));
    }
  }

  add(scan: Uint8Array): void {
    const count = scan[2];
    const [first, last, bits] = scan.subarray(3 + 2 * count);
    for (let at = 3; at < 3 + 2 * count; at += 2) {
      this.missing.get(scan[at])?.fill(bits & 15, first, last + 1);
    }
  }

  get isWhole(): boolean {
    const all = [...this.missing.values()];
    return all.length > 0 && all.every((bits) => bits.every((one) => one === 0));
  }
}

/** The twelve bytes of Adobe's mark, after their length. */
const isAdobe = (data: Uint8Array): boolean =>
  data.length >= 14 && String.fromCharCode(...data.subarray(2, 7)) === 'Adobe';

/** SOF markers; C4, C8 and CC are others in their midst. */
const isFrame = (code: number): boolean =>
  code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;

/** A marker with what belongs to it; any number of 0xff may stand before its code. */
function readSegment(bytes: Uint8Array, start: number, place: ImageOrigin): Segment {
  let at = start;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
  if (at + 1 >= bytes.length) throw imageError(place, bytes.length, 'the image ends early');
  if (bytes[at] !== 0xff) throw imageError(place, at, 'a marker is missing', allowed, remedy);
  const code = bytes[at + 1];
  if (code === marker.end) return { code, at, data: bytes.subarray(at + 2, at + 2) };
  const length = (bytes[at + 2] << 8) | bytes[at + 3];
  if (at + 2 + length > bytes.length || at + 4 > bytes.length) {
    throw imageError(place, bytes.length, 'the image ends early');
  }
  if (length < 2) throw imageError(place, at, 'a part without its length', allowed, remedy);
  return { code, at, data: bytes.subarray(at + 2, at + 2 + length) };
}

/** Position of the first marker after the coded pixels, in which 0xff is followed by 0 or RST. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at !== -1) {
    const code = bytes[at + 1];
    if (code !== 0 && !(code >= 0xd0 && code <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

function readFrame({ code, at, data }: Segment, place: ImageOrigin, limits: DataLimits): 1 | 3 | 4 {
  const refuse = (found: string) => imageError(place, at, found, allowed, remedy);
  if (data.length < 8) throw refuse('a frame without its sizes');
  if (code > 0xc2) throw refuse('a lossless, hierarchical or arithmetic-coded image');
  if (data[2] !== 8) throw refuse(`${data[2]} bits a sample`);
  checkSides((data[3] << 8) | data[4], (data[5] << 8) | data[6], place, at + 5, limits);
  const components = data[7];
  if (components !== 1 && components !== 3 && components !== 4)
    throw refuse(`${components} components`);
  return components;
}

/** The orientation in an EXIF part (a small TIFF file); 1 where it tells none. */
function orientationIn(data: Uint8Array): number {
  const tiff = new DataView(data.buffer, data.byteOffset + 2, data.length - 2);
  const word = (at: number, little: boolean) =>
    at + 2 <= tiff.byteLength ? tiff.getUint16(at, little) : 0;
  if (word(0, false) !== 0x4578 || word(2, false) !== 0x6966) return 1;
  const little = word(6, false) === 0x4949;
  if (tiff.byteLength < 14) return 1;
  const directory = 6 + tiff.getUint32(10, little);
  const count = word(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + 12 * count; entry += 12) {
    if (entry + 10 > tiff.byteLength) break;
    const value = word(entry + 8, little);
    if (word(entry, little) === 0x0112) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
