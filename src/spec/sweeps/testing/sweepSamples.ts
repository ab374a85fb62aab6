/** Sweeps for tests, written as people write them. */
import { presetOf } from '../../presets/presets.ts';
import { readSweep } from '../readSweep.ts';
import type { SweepSpec } from '../sweepSpec.ts';

/** Small CNNs on glyphs. */
export const glyphsBase = presetOf('glyphs-cnn')?.spec;

/** Averaging beside complementary networks over μ, two seeds: (1 + 3) × 2 runs. */
export const doseSweep = {
  format: 'espalier-sweep',
  version: 1,
  name: 'Dose',
  base: glyphsBase,
  axes: [
    { path: 'method.kind', values: ['averaging', 'complementary'] },
    { name: 'μ', path: 'method.mu', values: [0.5, 0.7, 1] },
  ],
  seeds: [1, 2],
};

/** The sample with some of its fields replaced, as it is written. */
export const doseWith = (change: Readonly<Record<string, unknown>>) => ({
  ...doseSweep,
  ...change,
});

/** A sweep that can be read. @throws where it cannot. */
export function sweepOf(value: unknown): SweepSpec {
  const reading = readSweep(value);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.sweep;
}
