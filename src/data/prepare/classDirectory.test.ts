import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClassDirectory } from './classDirectory.ts';

test('lists exactly the images of a class, in their order, in parts of any size', () => {
  const labels = fc.array(fc.nat({ max: 3 }));
  fc.assert(
    fc.property(labels, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (list, start, count) => {
      const directory = new ClassDirectory({ labels: Int32Array.from(list) }, 4);
      for (const label of [0, 1, 2, 3]) {
        const own = [...list.keys()].filter((index) => list[index] === label);
        expect([...directory.indicesOf(label, start, count)]).toEqual(
          own.slice(start, start + count),
        );
      }
    }),
  );
});
