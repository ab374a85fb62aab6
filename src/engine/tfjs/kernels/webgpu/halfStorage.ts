/**
 * Half precision as a way to store, not to compute: two values of 16 bits in each word, which shaders
 * unpack to float32 where they read and pack again where they write. Their text knows float32 alone,
 * and every adapter can do it, with or without arithmetic at half precision.
 */
import type { Tensor } from '@tensorflow/tfjs-core';

/** By what TensorFlow.js calls their data. */
const halves = new WeakSet<object>();
let isStoring = false;

/** What a computation keeps between its layers is stored at half precision. */
export function storingHalves<Result>(compute: () => Result): Result {
  const before = isStoring;
  isStoring = true;
  try {
    return compute();
  } finally {
    isStoring = before;
  }
}

/** Whether new activations are to be stored so, if writers have them in fours: a word has one writer. */
export function storesHalves(lanes: 1 | 4): boolean {
  return isStoring && lanes === 4;
}

export function isHalf({ dataId }: Pick<Tensor, 'dataId'>): boolean {
  return halves.has(dataId);
}

/** To be called before the tensor is used. */
export function storeAsHalf(dataId: object): void {
  halves.add(dataId);
}

/** An array of a shader that holds halves. */
export interface HalfArray {
  readonly name: string;
  readonly lanes: 1 | 4;
  readonly isWritten: boolean;
}

/** WGSL type of one entry of such an array: two words for four values, or a word for two. */
export function halfTypeOf(lanes: HalfArray['lanes']): string {
  return lanes === 4 ? 'vec2<u32>' : 'u32';
}

/**
 * Beyond the largest half, 65504, everything is stored as no number, so that an overflow cannot pass
 * for a value: WGSL leaves open what packing makes of it.
 */
const packCode = `
  fn packedHalves(pair : vec2<f32>) -> u32 {
    let fits = abs(pair) <= vec2<f32>(65504.0);
    let packed = pack2x16float(select(vec2<f32>(), pair, fits));
    let marks = select(vec2<u32>(0x7e00u, 0x7e000000u), vec2<u32>(), fits);
    return packed | marks.x | marks.y;
  }
`;

function accessCode({ name, lanes, isWritten }: HalfArray): string {
  if (isWritten) {
    if (lanes === 1) throw new Error(`${name} is stored as halves, so it must be written in fours`);
    return `
      fn store_${name}(at : u32, value : vec4<f32>) {
        ${name}[at] = vec2<u32>(packedHalves(value.xy), packedHalves(value.zw));
      }`;
  }
  return lanes === 4
    ? `
      fn load_${name}(at : u32) -> vec4<f32> {
        let words = ${name}[at];
        return vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y));
      }`
    : `
      fn load_${name}(at : u32) -> f32 { return unpack2x16float(${name}[at / 2u])[at % 2u]; }`;
}

/** A shader's text, written for float32, with halves in some of its arrays. */
export function withHalves(code: string, arrays: readonly HalfArray[]): string {
  if (arrays.length === 0) return code;
  const isWritten = arrays.some((array) => array.isWritten);
  const changed = arrays.reduce(
    (text, array) => (array.isWritten ? withStores : withLoads)(lengthsOf(text, array), array),
    code,
  );
  return [...(isWritten ? [packCode] : []), ...arrays.map(accessCode), changed].join('\n');
}

/** A word of two values counts as two where they are read one by one. */
function lengthsOf(code: string, { name, lanes }: HalfArray): string {
  if (lanes === 4) return code;
  return code.replaceAll(`arrayLength(&${name})`, `(2u * arrayLength(&${name}))`);
}

/** `x[at]` becomes `load_x(u32(at))`. */
function withLoads(code: string, { name }: HalfArray): string {
  return replacingEntries(code, name, (at) => [`load_${name}(u32(${at}))`, 0]);
}

/** `x[at] = value;` becomes `store_x(u32(at), value);`. */
function withStores(code: string, { name }: HalfArray): string {
  return replacingEntries(code, name, (at, rest) => {
    const assigned = /^\s*=([^=][^;]*);/.exec(rest);
    if (assigned === null)
      throw new Error(`${name}[${at}] is stored as halves: it can only be set`);
    return [`store_${name}(u32(${at}), ${assigned[1].trim()});`, assigned[0].length];
  });
}

/**
 * Replaces each entry of an array by what is made of its index and of the text behind it, of which so
 * many characters are taken too.
 */
function replacingEntries(
  code: string,
  name: string,
  replace: (at: string, rest: string) => readonly [text: string, taken: number],
): string {
  const found = new RegExp(`(?<![\\w.])${name}\\[`).exec(code);
  if (found === null) return code;
  const begin = found.index + found[0].length;
  const end = closing(code, begin);
  const at = replacingEntries(code.slice(begin, end), name, replace);
  const rest = code.slice(end + 1);
  const [text, taken] = replace(at, rest);
  return code.slice(0, found.index) + text + replacingEntries(rest.slice(taken), name, replace);
}

/** Where the bracket that stands open at `begin` is closed. */
function closing(code: string, begin: number): number {
  let open = 1;
  for (let at = begin; at < code.length; at++) {
    if (code[at] === '[') open++;
    else if (code[at] === ']') open--;
    if (open === 0) return at;
  }
  throw new Error('A bracket stays open');
}
