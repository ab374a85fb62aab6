import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dataset, hashBeforeValidation, type Split, withHash } from './dataset.ts';

const splitOf = (labels: readonly number[]): Split => ({
  labels: Int32Array.from(labels),
  images: Uint8Array.from(labels, (label, index) => 10 * label + index),
});

function datasetOf(train: Split, validation: Split | null, test: Split | null): Dataset {
  const shape = { height: 1, width: 1, channels: 1 };
  return withHash({
    name: 'bars',
    format: 'made',
    classes: ['a', 'b'],
    shape,
    train,
    validation,
    test,
    notes: [],
  });
}

const joined = (one: Split, other: Split): Split => ({
  labels: Int32Array.from([...one.labels, ...other.labels]),
  images: Uint8Array.from([...one.images, ...other.images]),
});

const splits = fc.array(fc.nat(1), { minLength: 1, maxLength: 8 }).map(splitOf);

test('without validation images the hash is what it was before data sets had any', () => {
  const plain = datasetOf(splitOf([0, 1, 0]), null, splitOf([1, 0]));
  expect(plain.hash).toBe('31dfd2ce464c0c622cc17a420faac51b68f35695a6813987772e4176cd254b3f');
  expect(hashBeforeValidation(plain)).toBeNull();
});

test('the hash covers validation images, and which split images are in', () => {
  fc.assert(
    fc.property(splits, splits, splits, (train, validation, held) => {
      const whole = datasetOf(train, validation, held);
      const others = [
        datasetOf(train, null, held),
        datasetOf(train, validation, null),
        datasetOf(train, null, validation),
        datasetOf(joined(train, validation), null, held),
        datasetOf(train, joined(validation, splitOf([0])), held),
      ];
      expect(others.map(({ hash }) => hash)).not.toContain(whole.hash);
      const changed = splitOf([...validation.labels]);
      changed.images[0] ^= 1;
      expect(datasetOf(train, changed, held).hash).not.toBe(whole.hash);
    }),
  );
});

test('knows the hash that older versions gave a set with validation images', () => {
  fc.assert(
    fc.property(splits, splits, splits, (train, validation, held) => {
      expect(hashBeforeValidation(datasetOf(train, validation, held))).toBe(
        datasetOf(joined(train, validation), null, held).hash,
      );
      expect(hashBeforeValidation(datasetOf(train, validation, null))).toBe(
        datasetOf(train, null, validation).hash,
      );
    }),
  );
});
