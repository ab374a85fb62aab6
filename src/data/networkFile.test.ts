import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from './dataError.ts';
import { type NetworkFile, readNetworkFile, writeNetworkFile } from './networkFile.ts';

const file: NetworkFile = {
  espalier: '0.0.0',
  network: { kind: 'mlp', hidden: [2], initial: 'he' },
  shape: { height: 1, width: 2, channels: 1 },
  classes: ['a', 'b'],
  tensors: {
    'dense1/weights': { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
    'dense1/bias': { shape: [2], values: Float32Array.of(-1, 0.5) },
  },
};

/** The file with another header. */
function withHeader(change: (header: Record<string, Record<string, unknown>>) => void): Uint8Array {
  const bytes = writeNetworkFile(file);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  change(header);
  return joined(new TextEncoder().encode(JSON.stringify(header)), bytes.subarray(8 + length));
}

function joined(header: Uint8Array, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  bytes.set(data, 8 + header.length);
  return bytes;
}

describe('a network’s file', () => {
  it('is read back as it was written, whatever the order of its tensors', () => {
    const bytes = writeNetworkFile(file);
    expect(readNetworkFile(bytes, 'x')).toEqual(file);
    const reversed = Object.fromEntries(Object.entries(file.tensors).reverse());
    expect(writeNetworkFile({ ...file, tensors: reversed })).toEqual(bytes);
  });

  it('says how its images were normalised; one of the older form does not', () => {
    const normalisation = { mean: [0.1307], deviation: [0.3081] };
    const bytes = writeNetworkFile({ ...file, normalisation });
    expect(readNetworkFile(bytes, 'x')).toEqual({ ...file, normalisation });
    expect(readNetworkFile(writeNetworkFile(file), 'x')).not.toHaveProperty('normalisation');
    const newer = withHeader(({ __metadata__ }) => Object.assign(__metadata__, { form: '3' }));
    expect(() => readNetworkFile(newer, 'x')).toThrow('is of a newer Espalier');
  });

  it.each<[string, (header: Record<string, Record<string, unknown>>) => void, string]>([
    ['another type', (header) => Object.assign(header['dense1/bias'], { dtype: 'F16' }), 'F32'],
    [
      'a gap',
      (header) => Object.assign(header['dense1/bias'], { data_offsets: [4, 12] }),
      '4 to 12',
    ],
    [
      'an overlap',
      (header) => Object.assign(header['dense1/weights'], { data_offsets: [0, 16] }),
      'from 8 to 24',
    ],
    ['a wrong size', (header) => Object.assign(header['dense1/bias'], { shape: [3] }), 'to 12'],
    [
      'a huge shape',
      (header) => Object.assign(header['dense1/bias'], { shape: [2 ** 40, 2 ** 40] }),
      'tensor “dense1/bias”',
    ],
    [
      'a tensor less',
      (header) => delete header['dense1/weights'],
      '16 bytes after the last tensor',
    ],
    ['no metadata', (header) => delete header.__metadata__, 'what the network is'],
    [
      'no numbers to normalise by',
      (header) => Object.assign(header.__metadata__, { normalisation: '{"mean":[null]}' }),
      'normalisation',
    ],
    ['no classes', (header) => delete header.__metadata__.classes, 'classes'],
    [
      'another network',
      (header) => Object.assign(header.__metadata__, { network: '{"kind":"vit"}' }),
      'network',
    ],
  ])('is refused with %s', (_, change, reason) => {
    expect(() => readNetworkFile(withHeader(change), 'net.safetensors')).toThrow(reason);
  });

  it('is refused where it is cut, longer, no JSON, or has values that are no numbers', () => {
    const bytes = writeNetworkFile(file);
    expect(() => readNetworkFile(bytes.subarray(0, 5), 'x')).toThrow('5 bytes');
    expect(() => readNetworkFile(bytes.subarray(0, -4), 'x')).toThrow('within 20 bytes');
    expect(() => readNetworkFile(new Uint8Array([...bytes, 0]), 'x')).toThrow('1 byte after');
    const huge = bytes.slice();
    huge.fill(255, 0, 8);
    expect(() => readNetworkFile(huge, 'x')).toThrow('the header is said to have');
    expect(() => readNetworkFile(joined(Uint8Array.of(0x7b), new Uint8Array()), 'x')).toThrow(
      'JSON',
    );
    const tensors = { bias: { shape: [1], values: Float32Array.of(Number.NaN) } };
    expect(() => readNetworkFile(writeNetworkFile({ ...file, tensors }), 'x')).toThrow('bias');
  });

  it('that is damaged anywhere is read or refused, never worse', () => {
    const bytes = writeNetworkFile(file);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const damaged = bytes.slice();
        damaged[at] = value;
        try {
          readNetworkFile(damaged, 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });
});
