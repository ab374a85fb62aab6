import { expect, it } from 'vitest';
import { multiplyAdds, parameterCount } from '../../../../spec/networks/layerParameters.ts';
import { placedNetwork } from '../../../../spec/networks/networkFacts.ts';
import { layerGroups } from './layerGroups.ts';
import { layerRows } from './layerRows.ts';

it('folds a long network into its stages, whose sums are the network’s', () => {
  const shape = { height: 224, width: 224, channels: 3 };
  const network = placedNetwork(
    { kind: 'resnet-imagenet', depth: 152, form: 'imagenet' },
    shape,
    1000,
  );
  const groups = layerGroups(layerRows(network));
  expect(groups.map(({ name, rows, sum }) => [name, rows.length, sum.output])).toEqual([
    ['stem', 3, '56×56×64'],
    ['stage1', 3, '56×56×256'],
    ['stage2', 8, '28×28×512'],
    ['stage3', 36, '14×14×1024'],
    ['stage4', 3, '7×7×2048'],
    ['mean', 1, '2,048'],
    ['dense', 1, '1,000'],
  ]);
  const total = (key: 'parameters' | 'multiplyAdds') =>
    groups.reduce((sum, group) => sum + group.sum[key], 0);
  expect(total('parameters')).toBe(parameterCount(network));
  expect(total('multiplyAdds')).toBe(multiplyAdds(network));
});

it('leaves a layer by itself its whole name', () => {
  const shape = { height: 28, width: 28, channels: 1 };
  const network = placedNetwork({ kind: 'cnn', channels: [4, 5] }, shape, 10);
  const rows = layerRows(network);
  expect(layerGroups(rows).map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
});
