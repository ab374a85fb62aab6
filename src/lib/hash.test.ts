import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe.each([
  ['Node', () => {}],
  ['a browser', () => vi.stubGlobal('process', undefined)],
])('SHA-256 in %s', (_, prepare) => {
  it('is that of all parts together, however they are cut', async () => {
    prepare();
    const { hashBytes, hashInto, hashPieces } = await import('./hash.ts');
    vi.unstubAllGlobals();
    const start = new Uint8Array(16);
    await hashInto(start, Uint8Array.of(1, 2, 3));
    expect(start).toEqual(sha256(Uint8Array.of(1, 2, 3)).subarray(0, 16));
    expect(hashBytes()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (parts) => {
        const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
        const expected = bytesToHex(sha256(whole));
        expect(hashBytes(...parts)).toBe(expected);
        const pieces = hashPieces();
        for (const part of parts) pieces.add(part);
        expect(pieces.digest()).toBe(expected);
      }),
    );
  });
});
