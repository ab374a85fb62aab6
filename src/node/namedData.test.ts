import { expect, it } from 'vitest';
import { presetOf } from '../spec/presets/presets.ts';
import { dataOf } from './namedData.ts';

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
