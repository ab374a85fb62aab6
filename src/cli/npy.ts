/** NPY version 1.0, little-endian, C order: what NumPy's `np.load` reads. */

/** The bytes of an array of float32 or int32. @throws RangeError unless values fill the shape. */
export function npyBytes(values: Float32Array | Int32Array, shape: readonly number[]): Uint8Array {
  const length = shape.reduce((product, size) => product * size, 1);
  if (length !== values.length) {
    throw new RangeError(`${values.length} values do not fill the shape ${shape.join(' × ')}`);
  }
  const type = values instanceof Float32Array ? '<f4' : '<i4';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = npyHeader(`{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`);
  const bytes = new Uint8Array(header.length + values.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length);
  return bytes;
}

/** Magic, version, length and text, padded so that the data begins at a multiple of 64. */
function npyHeader(description: string): Uint8Array {
  const prefix = 10;
  const padding = 63 - ((prefix + description.length) % 64);
  const text = `${description}${' '.repeat(padding)}\n`;
  const bytes = new Uint8Array(prefix + text.length);
  bytes.set([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    1,
    0,
    text.length & 255,
    text.length >> 8,
  ]);
  bytes.set(new TextEncoder().encode(text), prefix);
  return bytes;
}
