/** Clusters class vectors of a trained network, where ESPALIER_DATA names a folder that holds them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildLevels, groupSizes } from './levels.ts';
import type { Linkage } from './linkage.ts';

const file = `${process.env.ESPALIER_DATA ?? ''}/imagenet-hierarchy/imagenet1000-mobilenet_v1_0.75_192-fc-weights.npy`;
const isThere = existsSync(file);
if (!isThere) process.stderr.write('ESPALIER_DATA is not set: class vectors are not clustered.\n');

/** Group sizes that SciPy 1.17 gives at 10 groups, on 1 − S and, for Ward, on distances. */
const scipySizes: Readonly<Record<Linkage, readonly number[]>> = {
  average: [506, 137, 118, 97, 62, 58, 15, 5, 1, 1],
  complete: [429, 107, 96, 76, 58, 54, 48, 48, 48, 36],
  ward: [234, 141, 117, 102, 94, 82, 69, 59, 57, 45],
};

describe.skipIf(!isThere)('1,000 ImageNet classes', () => {
  const bytes = isThere ? readFileSync(file) : Buffer.alloc(0);
  // NPY 1.0: the header's length stands at byte 8, then 1,000 × 768 float32.
  const start = isThere ? 10 + bytes.readUInt16LE(8) : 0;
  const length = (bytes.length - start) / 4;
  const means = Float64Array.from({ length }, (_, entry) => bytes.readFloatLE(start + 4 * entry));

  it.each(Object.entries(scipySizes))('by %s linkage', (linkage, sizes) => {
    const [level] = buildLevels(means, 1000, 768, {
      counts: [10],
      linkage: linkage as Linkage,
      sigma: 'self-tuned',
    });
    expect([...groupSizes(level)].sort((a, b) => b - a)).toEqual(sizes);
  });
});
