import { expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { sweepFormat } from '../../spec/sweeps/sweepFormat.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { listSweeps } from './keptSweep.ts';
import { readSweepDraft, writeSweepDraft } from './keptSweepDraft.ts';

const value: SweepSpec = {
  format: sweepFormat,
  version: 1,
  name: '',
  base: defaultSpec,
  axes: [{ name: 'μ', values: [{ name: '77', set: { 'method.mu': 77 } }] }],
  seeds: [1, 2],
};

it('is kept with what is wrong in it, and no sweep that was queued', async () => {
  const files = new MemoryFiles();
  expect(await readSweepDraft(files)).toBeNull();
  await writeSweepDraft(files, { id: null, value });
  const changed = { id: 'kept-1', value: { ...value, leaveOut: [{ μ: '77' }] } };
  await writeSweepDraft(files, changed);
  expect(await readSweepDraft(files)).toEqual(changed);
  expect(await listSweeps(files)).toEqual([]);
  await writeSweepDraft(files, null);
  expect(await readSweepDraft(files)).toBeNull();
});

it('is as it was before where it cannot be read', async () => {
  const files = new MemoryFiles();
  await writeSweepDraft(files, { id: null, value });
  await writeSweepDraft(files, { id: null, value: { ...value, base: {} as never } });
  expect(await readSweepDraft(files)).toEqual({ id: null, value });
});
