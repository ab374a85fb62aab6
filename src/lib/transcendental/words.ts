/**
 * The two 32-bit words of a double, for the functions of this folder. JavaScript leaves open how
 * `Math.exp`, `Math.log`, `Math.pow` and their like round, and engines differ in the last bit from one
 * to another and from one version to the next. What a run's log depends on is computed by these
 * functions instead, which consist of additions, multiplications and divisions alone: IEEE 754 says
 * how those round.
 */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);
/** Where the sign and the exponent are: processors differ in the order of bytes. */
const high = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const low = 1 - high;

/** Sign, exponent and the first 20 bits of the fraction. */
export function highWord(x: number): number {
  double[0] = x;
  return halves[high];
}

/** The double of two words. */
export function fromWords(highHalf: number, lowHalf = 0): number {
  halves[high] = highHalf;
  halves[low] = lowHalf;
  return double[0];
}

/** x with another high word. */
export function withHighWord(x: number, word: number): number {
  double[0] = x;
  halves[high] = word;
  return double[0];
}

/** x without the last 32 bits of its fraction, so that a product of two such is exact. */
export function leading(x: number): number {
  double[0] = x;
  halves[low] = 0;
  return double[0];
}

/** 2^k, for k from −1022 to 1023. */
export function powerOfTwo(k: number): number {
  return fromWords((1023 + k) << 20);
}
