import { expect, it } from 'vitest';
import { multiplyAdds, parameterCount } from '../../../../spec/networks/layerParameters.ts';
import { placedNetwork } from '../../../../spec/networks/networkFacts.ts';
import { layerRows } from './layerRows.ts';

it('lists the layers of a network with what they put out', () => {
  const shape = { height: 28, width: 28, channels: 1 };
  const network = placedNetwork({ kind: 'cnn', channels: [16, 32] }, shape, 10);
  expect(layerRows(network)).toEqual([
    { name: 'conv1', output: '28×28×16', parameters: 160, multiplyAdds: 112_896 },
    { name: 'pool1', output: '14×14×16', parameters: 0, multiplyAdds: 0 },
    { name: 'conv2', output: '14×14×32', parameters: 4640, multiplyAdds: 903_168 },
    { name: 'pool2', output: '7×7×32', parameters: 0, multiplyAdds: 0 },
    { name: 'flatten', output: '1,568', parameters: 0, multiplyAdds: 0 },
    { name: 'dense', output: '10', parameters: 15_690, multiplyAdds: 15_680 },
  ]);
});

it('counts branches with what joins them, so that columns sum to the network’s counts', () => {
  const shape = { height: 32, width: 32, channels: 3 };
  const network = placedNetwork({ kind: 'resnet', depth: 14 }, shape, 10);
  const rows = layerRows(network);
  expect(rows.map(({ name }) => name)).toEqual([
    'stem/conv',
    'stem/norm',
    ...[1, 2, 3].flatMap((stage) => [`stage${stage}/block1`, `stage${stage}/block2`]),
    'mean',
    'dense',
  ]);
  const sum = (column: 'parameters' | 'multiplyAdds') =>
    rows.reduce((total, row) => total + row[column], 0);
  expect(sum('parameters')).toBe(parameterCount(network));
  expect(sum('multiplyAdds')).toBe(multiplyAdds(network));
});
