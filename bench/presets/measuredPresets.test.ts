import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measured } from '../../src/spec/presets/measuredErrors.ts';
import { presetOf } from '../../src/spec/presets/presets.ts';
import { measuredPresets } from './measuredPresets.ts';
import { isMeasured, measuredSpec, rowsIn } from './presetRow.ts';

const rows = rowsIn(join(import.meta.dirname, '../results/presets.jsonl'));

it('what presets say of themselves is what was measured of them as they are', () => {
  expect(Object.keys(measured).length).toBeGreaterThan(1);
  expect(measured).toEqual(measuredPresets(rows));
});

it('a preset that was changed since it was measured counts as not measured', () => {
  const preset = presetOf('mnist-mlp-quick');
  if (preset === undefined) throw new Error('no preset');
  const spec = measuredSpec(preset.spec, 1, 'wasm');
  expect(isMeasured(rows, preset.id, spec)).toBe(true);
  const longer = { ...spec, training: { ...spec.training, epochs: 11 } };
  expect(isMeasured(rows, preset.id, longer)).toBe(false);
  expect(isMeasured(rows, 'mnist-mlp-joint', spec)).toBe(false);
  const told = measuredPresets(rows.map((row) => ({ ...row, specHash: 'other' })));
  expect(told).toEqual({});
});
