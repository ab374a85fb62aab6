/**
 * Labels that NumPy saved as texts of a fixed length, of Unicode (`<U9`, four bytes a character) or
 * of bytes (`|S9`, taken as UTF-8), padded with zeros.
 */
import { orderedClasses } from '../layout/orderedClasses.ts';
import type { NamedArray } from './namedArray.ts';
import { type ArrayPlace, checkNpyLength, type NpyArray, npyError, readHeader } from './npy.ts';

/**
 * The texts of an NPY file of one dimension, or with ones beside it; null for other files.
 * @throws DataError naming the byte where the file is damaged, or a text is blank or no text.
 */
export function readNpyTexts(bytes: Uint8Array, place: ArrayPlace): string[] | null {
  const { header, start } = readHeader(bytes, place);
  const [, order, kind, length] = /^([<>|=])([USa])(\d{1,6})$/.exec(header.descr ?? '') ?? [];
  const [count, ...ones] = header.shape;
  if (kind === undefined || ones.some((size) => size !== 1) || !(count > 0)) return null;
  const width = Number(length) * (kind === 'U' ? 4 : 1);
  checkNpyLength(bytes, start, count * width, header, place);
  const textOf = kind === 'U' ? wideText(order === '>') : narrowText;
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * width;
    const text = textOf(bytes.subarray(at, at + width))?.trim();
    if (text !== undefined && text !== '') return text;
    throw npyError(
      place,
      `element ${index}`,
      text === undefined ? 'bytes that are no text in UTF-8' : 'a blank text',
      'a label for each image',
      'correct the array and save it again',
    );
  });
}

/** Reads UTF-32 up to the zeros at its end; undefined where a number is no character. */
const wideText = (bigEndian: boolean) => (bytes: Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const point = view.getUint32(at, !bigEndian);
    if (point === 0) break;
    if (point > 0x10ffff) return undefined;
    text += String.fromCodePoint(point);
  }
  return text;
};

function narrowText(bytes: Uint8Array): string | undefined {
  const end = bytes.indexOf(0);
  try {
    const text = end === -1 ? bytes : bytes.subarray(0, end);
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    // Told by the caller, with the element.
    return undefined;
  }
}

/** Texts as labels by their places among `classes`. */
export function labelArray(
  place: ArrayPlace,
  texts: readonly string[],
  classes: readonly string[],
): NpyArray {
  const indexOf = new Map(classes.map((text, index) => [text, index]));
  const numbers = Int32Array.from(texts, (text) => indexOf.get(text)!);
  return {
    ...place,
    type: 'i4',
    bigEndian: false,
    fortranOrder: false,
    shape: [texts.length],
    data: new Uint8Array(numbers.buffer),
  };
}

/** Arrays of labels with places among the classes of all of them; null where none holds texts. */
export function joinedTexts(
  labels: readonly NamedArray[],
): { labels: NamedArray[]; classes: readonly string[] } | null {
  const first = labels.find(({ texts }) => texts !== undefined);
  if (first === undefined) return null;
  const number = labels.find(({ texts }) => texts === undefined);
  if (number !== undefined) {
    throw npyError(
      number.array,
      'its elements',
      `numbers, where “${first.name}” holds texts`,
      'labels of one kind for every split',
      'choose labels that belong together',
    );
  }
  const classes = orderedClasses(labels.flatMap(({ texts = [] }) => texts));
  const placed = labels.map((one) => ({
    ...one,
    array: labelArray(one.array, one.texts ?? [], classes),
  }));
  return { labels: placed, classes };
}
