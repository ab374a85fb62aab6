import { describe, expect, it } from 'vitest';
import { memoryBound } from './memoryBound.ts';

describe('the memory that a person allows', () => {
  it('refuses what is no size, too little and too much', () => {
    for (const text of ['', '512', 'MB', '-1GB', '1e3MB', '10kB', '3GB', '1TB', '512MB!']) {
      expect(() => memoryBound(text, 2 ** 31)).toThrow(
        `--memory ${text}: must be a size from 1.0 MB`,
      );
    }
  });

  it('takes decimal and binary units', () => {
    const sizes = ['512MB', '512 mib', '1.5GiB', '1GB', '2048KiB'].map((text) =>
      memoryBound(text, 2 ** 31),
    );
    expect(sizes).toEqual([512e6, 2 ** 29, 1.5 * 2 ** 30, 1e9, 2 ** 21]);
    expect(memoryBound(undefined, 2 ** 31)).toBe(2 ** 31);
  });
});
