/** Writes IDX files for tests. */
const types = {
  uint8: [0x08, 1],
  int8: [0x09, 1],
  int16: [0x0b, 2],
  int32: [0x0c, 4],
  float32: [0x0d, 4],
  float64: [0x0e, 8],
} as const;

/** An IDX array: `values` in row-major order, as many as `dimensions` multiply to. */
export function writeIdx(
  dimensions: readonly number[],
  values: ArrayLike<number>,
  type: keyof typeof types = 'uint8',
): Uint8Array<ArrayBuffer> {
  const [code, size] = types[type];
  const start = 4 + 4 * dimensions.length;
  const bytes = new Uint8Array(start + values.length * size);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, code, dimensions.length]);
  dimensions.forEach((length, index) => {
    view.setUint32(4 + 4 * index, length);
  });
  const write = {
    uint8: (at: number, value: number) => view.setUint8(at, value),
    int8: (at: number, value: number) => view.setInt8(at, value),
    int16: (at: number, value: number) => view.setInt16(at, value),
    int32: (at: number, value: number) => view.setInt32(at, value),
    float32: (at: number, value: number) => view.setFloat32(at, value),
    float64: (at: number, value: number) => view.setFloat64(at, value),
  }[type];
  for (let index = 0; index < values.length; index++) write(start + index * size, values[index]);
  return bytes;
}

/** Images with labels 0, 1, … in turn, each image filled with its own number. */
export function writeIdxPair(
  count: number,
  classes: number,
  shape: readonly number[] = [4, 3],
): { images: Uint8Array<ArrayBuffer>; labels: Uint8Array<ArrayBuffer> } {
  const size = shape.reduce((product, length) => product * length, 1);
  const pixels = Uint8Array.from({ length: count * size }, (_, at) => Math.floor(at / size) % 256);
  const labels = Uint8Array.from({ length: count }, (_, index) => index % classes);
  return { images: writeIdx([count, ...shape], pixels), labels: writeIdx([count], labels) };
}
