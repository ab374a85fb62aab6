import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UndecidedError } from '../data/reading.ts';
import { presetOf } from '../spec/presets/presets.ts';
import { dataOf, openNamed } from './namedData.ts';

it('says which files an experiment needs, where a preset knows them', async () => {
  const preset = presetOf('imagenet-resnet50');
  if (preset === undefined) throw new Error('no preset');
  const { dataset } = preset.spec;
  await expect(dataOf(preset.spec, [])).rejects.toThrow(
    /--data <file or folder>… They are ImageNet-1K/,
  );
  const other = { ...preset.spec, dataset: { ...dataset, source: 'local:leaves' } };
  await expect(dataOf(other, [])).rejects.toThrow(/needs local:leaves.*<file or folder>…$/);
});

describe('rows of numbers in an experiment that says nothing of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-'));
  const table = join(folder, 'codes.csv');
  const rows = Array.from({ length: 8 }, (_, row) => [
    row % 2,
    ...Array.from({ length: 75 }, (_, column) => (row * 31 + column * 7) % 256),
  ]);
  writeFileSync(table, rows.map((row) => row.join(',')).join('\n'));
  const preset = presetOf('imagenet-resnet50');
  const experimentOf = (hash: string | null) => ({
    ...preset!.spec,
    dataset: { ...preset!.spec.dataset, source: 'local:codes', hash },
  });

  it('are asked about', async () => {
    await expect(dataOf(experimentOf(null), [table])).rejects.toThrow(UndecidedError);
    const other = experimentOf('0'.repeat(64));
    await expect(dataOf(other, [table])).rejects.toThrow(UndecidedError);
  });

  it('are the vectors that it recorded', async () => {
    const { hash } = await openNamed([table], { rows: 'vectors' });
    const found = await dataOf(experimentOf(hash), [table]);
    expect(found.hash).toBe(hash);
    expect(found.reading).toBeUndefined();
  });
});
