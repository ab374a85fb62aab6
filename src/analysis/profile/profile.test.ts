import { describe, expect, it } from 'vitest';
import type { StepProfile } from '../../spec/run/stepProfile.ts';
import { tableCsv } from '../tables/tableCsv.ts';
import { profileRows } from './profileRows.ts';
import { profileTable } from './profileTable.ts';

const part = (
  layer: string | null,
  kernel: string,
  milliseconds: number,
  multiplyAdds: number | null = null,
) => ({ layer, kernel, calls: 1, milliseconds, multiplyAdds });

const profile: StepProfile = {
  device: { kind: 'wasm', adapter: 'SIMD, 1 thread', isFallback: false },
  clock: 'host',
  batchSize: 64,
  steps: 10,
  stepMilliseconds: 10,
  hostMilliseconds: 1,
  peak: 1000,
  parts: [
    part('conv1', 'convolution', 2, 1000),
    part('conv1', 'reluGradient', 1),
    part('conv2', 'convolution', 3, 6000),
    part('conv2', 'convolutionFilterGradient', 2, 1000),
    part(null, 'sgd', 1),
  ],
};

describe('the rows of a profile', () => {
  it('put a kernel’s work for all layers together, the most time first, the rest last', () => {
    const rows = profileRows(profile, 'kernel');
    expect(rows.map(({ label }) => label)).toEqual([
      'convolution',
      'convolution filter gradient',
      'ReLU gradient',
      'SGD',
      'outside kernels',
    ]);
    expect(rows[0]).toMatchObject({ milliseconds: 5, share: 0.5, calls: 2, ofPeak: 1.4 });
    expect(rows[1].ofPeak).toBe(0.5);
    expect(rows[2].ofPeak).toBeNull();
    expect(rows[4]).toMatchObject({ milliseconds: 1, calls: null });
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('put a layer’s kernels together, its products alone beside the peak', () => {
    const [conv2, conv1, none] = profileRows(profile, 'layer');
    expect(conv2).toMatchObject({ label: 'conv2', milliseconds: 5, ofPeak: 1.4 });
    expect(conv1).toMatchObject({ label: 'conv1', milliseconds: 3, ofPeak: 0.5 });
    expect(none.label).toBe('objective, optimiser and rest');
  });

  it('leave out what the host does where the device tells its own times', () => {
    const rows = profileRows({ ...profile, clock: 'device' }, 'kernel');
    expect(rows.map(({ label }) => label)).not.toContain('outside kernels');
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('are shares of nothing where nothing was measured', () => {
    const none = { ...profile, parts: [], hostMilliseconds: 0 };
    expect(profileRows(none, 'layer')).toMatchObject([{ share: 0, ofPeak: null }]);
  });
});

describe('the table of a profile', () => {
  it('reads in milliseconds and shares, and is numbers as CSV', () => {
    const table = profileTable(profile, 'kernel');
    expect(table.rows[0]).toEqual(['convolution', '5.00', '50.0%', '140%', '2']);
    expect(table.notes?.[0]).toBe(
      'A step of 64 images takes 10.0 ms while it is measured, 1.00 ms of it outside kernels; the mean of 10 steps on WASM (SIMD, 1 thread), by the clock of its thread.',
    );
    expect(tableCsv(table).split('\n')[1]).toContain('convolution,5,0.5,1.4,2');
  });
});
