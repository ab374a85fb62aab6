import { describe, expect, it } from 'vitest';
import { methodClassIssues } from '../methods/methodFacts.ts';
import { readSpec } from '../readSpec.ts';
import { presets } from './presets.ts';

describe('every preset', () => {
  it.each(presets.map((preset) => [preset.id, preset] as const))(
    '%s is an experiment',
    (_, preset) => {
      const reading = readSpec(JSON.parse(JSON.stringify(preset.spec)));
      expect(reading).toEqual({ ok: true, spec: preset.spec });
      for (const { topErrors } of preset.published ?? []) {
        for (const error of Object.values(topErrors)) expect(error).toBeGreaterThan(1);
      }
    },
  );

  it('has an id of its own', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });
});

describe('a preset for any data', () => {
  const general = presets.filter(({ fitsAnyData }) => fitsAnyData);

  it('stands for each row of Tables I and IV', () => {
    expect(general.map(({ id }) => id)).toEqual([
      'flat',
      'levelwise-fixed',
      'levelwise-adapted',
      'levelwise-tree',
      'levelwise-one-level',
      'levelwise-one-level-sampled',
      'levelwise-two-level',
    ]);
  });

  it.each([10, 62, 100, 242, 1000, 7756])('is valid with %i classes', (classCount) => {
    const classes = Array.from({ length: classCount }, (_, index) => `class ${index}`);
    for (const { spec } of general) expect(methodClassIssues(spec.method, classes)).toEqual([]);
  });
});
