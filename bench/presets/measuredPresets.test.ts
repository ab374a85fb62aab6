import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measured } from '../../src/spec/presets/measuredErrors.ts';
import { presetOf } from '../../src/spec/presets/presets.ts';
import { measuredPresets } from './measuredPresets.ts';
import { measuredSpec, rowMeasured, rowsIn } from './presetRow.ts';

interface Weights {
  readonly runs: readonly { readonly variant: string; readonly top1: number }[];
  readonly summary: readonly {
    readonly variant: string;
    readonly top1MinusFlat: { readonly mean: number; readonly low: number; readonly high: number };
  }[];
}

const readJson = (name: string): Weights =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../results', name), 'utf8'));

const rows = rowsIn(join(import.meta.dirname, '../results/presets.jsonl'));

it('what presets say of themselves is what was measured of them as they are', () => {
  expect(Object.keys(measured).length).toBeGreaterThan(1);
  expect(measured).toEqual(measuredPresets(rows));
});

it('glyphs-tree tells the errors of each seed, and how much more than flat they are', () => {
  const { runs, summary } = readJson('levelwise-tree-weights.json');
  const of = (variant: string) => runs.filter((run) => run.variant === variant);
  const tree = of('learned, at least 0.2');
  expect(tree.length).toBeGreaterThan(2);
  const { expected = '' } = presetOf('glyphs-tree') ?? {};
  for (const { top1 } of [...tree, ...of('flat')]) expect(expected).toContain(top1.toFixed(2));
  const told = summary.find(({ variant }) => variant === 'learned, at least 0.2')?.top1MinusFlat;
  for (const value of [told?.mean, told?.low, told?.high]) {
    expect(expected).toContain(Math.abs(value ?? 0).toFixed(2));
  }
});

it('a preset that was changed since it was measured counts as not measured', () => {
  const preset = presetOf('mnist-mlp-quick');
  if (preset === undefined) throw new Error('no preset');
  const spec = measuredSpec(preset.spec, 1, 'wasm');
  expect(rowMeasured(rows, spec)?.preset).toBe(preset.id);
  const longer = { ...spec, training: { ...spec.training, epochs: 11 } };
  expect(rowMeasured(rows, longer)).toBeUndefined();
  const told = measuredPresets(rows.map((row) => ({ ...row, specHash: 'other' })));
  expect(told).toEqual({});
});
