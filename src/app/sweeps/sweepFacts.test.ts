import { expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { newSweep } from '../../store/sweeps/sweepDraft.ts';
import { sampleDataset } from '../../store/testing/fakeClient.ts';
import { areTried } from './sweepFacts.ts';

it('says that settings are tried only where they are: on data at hand, of one’s own', () => {
  const source = 'builtin:glyphs';
  const base = { ...defaultSpec, dataset: { ...defaultSpec.dataset, source, hash: null } };
  const value = newSweep(base);
  const glyphs = { ...sampleDataset('Glyphs', ['a', 'b']), source };
  expect(areTried({ isForeign: false, value }, glyphs)).toBe(true);
  expect(areTried({ isForeign: true, value }, glyphs)).toBe(false);
  expect(areTried({ isForeign: false, value }, null)).toBe(false);
  expect(areTried({ isForeign: false, value }, sampleDataset('Cats', ['a', 'b']))).toBe(false);
});
