import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { specHash } from '../experimentSpec.ts';
import { readSpec } from '../readSpec.ts';
import { hashesAskedFor, plannedRuns } from './plannedRuns.ts';
import { decodeSweepLink, encodeSweepLink, isSweepLink } from './sweepLink.ts';
import { sweepHash } from './sweepSpec.ts';
import { doseSweep, doseWith, glyphsBase, sweepOf } from './testing/sweepSamples.ts';

/** Values of an axis, in any order. */
const some = <Value>(...values: Value[]) =>
  fc
    .subarray(values, { minLength: 1 })
    .chain((few) => fc.shuffledSubarray(few, { minLength: few.length }));

const axis = {
  method: some('averaging', 'complementary', 'single', 'snapshot', 'worst-class-boosting').map(
    (values) => ({ path: 'method.kind', values: values as unknown[] }),
  ),
  mu: some(0.3, 0.5, 0.7, 1).map((values) => ({ path: 'method.mu', values: values as unknown[] })),
  errors: some('train', 'validation').map((values) => ({
    name: 'from',
    path: 'method.errorsFrom',
    values: values as unknown[],
  })),
  epochs: some(6, 12).map((values) => ({ path: 'training.epochs', values: values as unknown[] })),
};

/** Sweeps that say something on every axis: complementary networks are always among them. */
const sweeps = fc
  .tuple(
    axis.method,
    fc.shuffledSubarray([axis.mu, axis.errors, axis.epochs]),
    fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 4 }),
  )
  .chain(([method, others, seeds]) =>
    fc.tuple(...others).map((drawn) => {
      const kinds = new Set([...method.values, 'complementary']);
      return doseWith({ axes: [...drawn, { ...method, values: [...kinds] }], seeds });
    }),
  );

describe('plannedRuns', () => {
  it('are whole experiments, each there once, in an order that more seeds leave alone', () => {
    fc.assert(
      fc.property(sweeps, (written) => {
        const sweep = sweepOf(written);
        const runs = plannedRuns(sweep);
        expect(runs.map(({ index }) => index)).toEqual(runs.map((_, at) => at));
        expect(new Set(runs.map(({ hash }) => hash)).size).toBe(runs.length);
        for (const { spec, hash, seed, setting } of runs) {
          expect(readSpec(spec)).toEqual({ ok: true, spec });
          expect(specHash(spec)).toBe(hash);
          expect(spec.seed).toBe(seed);
          expect(spec.name).toContain(setting.name);
        }
        const longer = plannedRuns({ ...sweep, seeds: [...sweep.seeds, 2000] });
        expect(longer.slice(0, runs.length)).toEqual(runs);
      }),
      { numRuns: 30 },
    );
  });

  it('depend on no order of the axes but in their own', () => {
    fc.assert(
      fc.property(sweeps, (written) => {
        const turned = sweepOf({ ...written, axes: [...written.axes].reverse() });
        const hashes = (of: typeof turned) =>
          plannedRuns(of)
            .map(({ hash }) => hash)
            .sort();
        expect(hashes(turned)).toEqual(hashes(sweepOf(written)));
      }),
      { numRuns: 20 },
    );
  });

  it('are found again by what was recorded of them', () => {
    const [{ spec, hash }] = plannedRuns(sweepOf(doseSweep));
    const recorded = {
      ...spec,
      name: 'renamed',
      device: 'wasm' as const,
      dataset: { ...spec.dataset, hash: 'ab'.repeat(32), reading: { split: 'folders' } as never },
    };
    expect(hashesAskedFor(recorded)).toContain(hash);
    expect(hashesAskedFor(recorded)[0]).toBe(specHash(recorded));
    expect(hashesAskedFor({ ...recorded, seed: 5 })).not.toContain(hash);
  });
});

describe('links to sweeps', () => {
  it('bring them back', async () => {
    await fc.assert(
      fc.asyncProperty(sweeps, async (written) => {
        const sweep = sweepOf(written);
        const link = await encodeSweepLink(sweep);
        expect(isSweepLink(`https://example.org/#${link}`)).toBe(true);
        const reading = decodeSweepLink(`https://example.org/#${link}`);
        expect(reading).toEqual({ ok: true, sweep });
        expect(reading.ok && sweepHash(reading.sweep)).toBe(sweepHash(sweep));
      }),
      { numRuns: 20 },
    );
  });

  it('are refused where they are none', async () => {
    const link = await encodeSweepLink(sweepOf(doseSweep));
    const words = (text: string) => {
      const reading = decodeSweepLink(text);
      return reading.ok ? 'accepted' : reading.issues[0].message;
    };
    expect(words(link.slice(1))).toContain('not a link to a comparison');
    expect(words(link.replace('s1', 's9'))).toContain('Open it in a newer one');
    expect(words(link.slice(0, 60))).toContain('damaged');
    expect(words(`s1.${'A'.repeat(40_000)}`)).toContain('characters');
  });

  it('are not made of what has no room', async () => {
    const values = Array.from({ length: 3000 }, (_, at) => ({ name: `${Math.sin(at)}`, set: {} }));
    const axes = [{ name: 'a', values }];
    await expect(encodeSweepLink({ ...sweepOf(doseSweep), axes })).rejects.toThrow('comparison');
  });
});

it('a sweep’s hash leaves labels and the seed of its base out', () => {
  const hash = sweepHash(sweepOf(doseSweep));
  const base = { ...glyphsBase, seed: 77, name: 'x' };
  expect(sweepHash(sweepOf(doseWith({ name: 'other', base })))).toBe(hash);
  expect(sweepHash(sweepOf(doseWith({ seeds: [1] })))).not.toBe(hash);
});
