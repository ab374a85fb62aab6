import { describe, expect, it } from 'vitest';
import { npyBytes } from './npy.ts';

describe('npy', () => {
  it.each([[[6]], [[2, 3]], [[1, 2, 3]]])('writes shape %j as NumPy does', (shape) => {
    const bytes = npyBytes(Float32Array.of(1, 2, 3, 4, 5, 6), shape);
    const headerLength = bytes[8] + 256 * bytes[9];
    const header = new TextDecoder().decode(bytes.subarray(10, 10 + headerLength));
    expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    expect((10 + headerLength) % 64).toBe(0);
    expect(header.endsWith('\n')).toBe(true);
    expect(header).toContain(
      `'descr': '<f4', 'fortran_order': False, 'shape': (${shape.length === 1 ? '6,' : shape.join(', ')})`,
    );
    const values = new Float32Array(bytes.slice(10 + headerLength).buffer);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('refuses a shape that the values do not fill', () => {
    expect(() => npyBytes(Int32Array.of(1, 2), [3])).toThrow('2 values do not fill the shape 3');
  });
});
