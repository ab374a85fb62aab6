import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowTensor } from '../../spec/run/checkpoint.ts';
import { readTensors, writeTensors } from './tensorBytes.ts';

const values = fc.oneof(
  fc.float32Array({ maxLength: 9 }),
  fc.float64Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
);
// A name that every object has is a name like any other, but for the one that sets a prototype.
const name = fc.string({ maxLength: 12 }).filter((text) => text !== '__proto__');

it('gives back every tensor to the bit, with what is said of them', () => {
  fc.assert(
    fc.property(fc.dictionary(name, values), fc.jsonValue(), (held, facts) => {
      const tensors = Object.fromEntries(
        Object.entries(held).map(([key, row]) => [key, rowTensor(row)]),
      );
      const read = readTensors(writeTensors({ facts, tensors }));
      expect(read?.tensors).toEqual(tensors);
      expect(JSON.stringify(read?.facts)).toBe(JSON.stringify(facts));
    }),
    { seed: 12 },
  );
});

it('takes nothing that is cut off or longer', () => {
  const bytes = writeTensors({
    facts: { epoch: 3 },
    tensors: { weights: rowTensor(Float32Array.of(1, 2, 3)), counts: rowTensor(Int32Array.of(4)) },
  });
  expect(readTensors(bytes)).not.toBeNull();
  for (let length = 0; length < bytes.length; length++) {
    expect(readTensors(bytes.slice(0, length))).toBeNull();
  }
  expect(readTensors(Uint8Array.of(...bytes, 0))).toBeNull();
});
