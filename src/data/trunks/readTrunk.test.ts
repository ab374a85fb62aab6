/** Models that would be computed otherwise than their authors meant, or not at all, are refused. */
import { expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { expectRefusal } from '../testing/errors.ts';
import { sourceFile } from '../testing/sourceFiles.ts';
import {
  functionalTopology,
  graphSample,
  type ModelSample,
  modelFiles,
  node,
} from '../testing/writeModel.ts';
import { findModel } from './modelFiles.ts';
import { modelLimits } from './modelLimits.ts';
import { readTrunk } from './readTrunk.ts';
import { TrunkBuilder } from './trunkBuilder.ts';

async function trunkOf(sample: ModelSample) {
  const files = Object.entries(modelFiles(sample)).map(([name, bytes]) => sourceFile(name, bytes));
  const found = await findModel(files, defaultLimits);
  if (found === null) throw new Error('There is no model.');
  return readTrunk(found);
}

const input = {
  class_name: 'InputLayer',
  name: 'images',
  config: { batch_input_shape: [null, 8, 8, 3] },
};

const layered = (class_name: string, config: object, weights: ModelSample['weights'] = []) => ({
  topology: functionalTopology([input, { class_name, name: 'last', from: ['images'], config }]),
  weights,
});

test('settings that no operation has', async () => {
  await expectRefusal(() => trunkOf(layered('ELU', { alpha: 0.5 })), ['last', 'alpha', '0.5']);
  await expectRefusal(() => trunkOf(layered('Softmax', { axis: 1 })), ['last', 'axis']);
  const kernel = { name: 'last/kernel', shape: [3, 3, 3, 2] };
  const both = { strides: [2, 2], dilation_rate: [2, 2], padding: 'same', use_bias: false };
  await expectRefusal(() => trunkOf(layered('Conv2D', both, [kernel])), ['last', 'dilations']);
  for (const axis of [-1, 3]) await trunkOf(layered('Softmax', { axis }));
  await trunkOf(layered('ELU', { alpha: 1 }));
  await trunkOf(layered('Conv2D', { ...both, strides: [1, 1] }, [kernel]));
});

test('what is computed of an image with a vector of it, which would mix the images', async () => {
  const sum = functionalTopology([
    input,
    { class_name: 'GlobalAveragePooling2D', name: 'mean', from: ['images'] },
    { class_name: 'Add', name: 'sum', from: ['images', 'mean'] },
  ]);
  await expectRefusal(() => trunkOf({ topology: sum, weights: [] }), ['sum', 'as many axes']);
});

test('a reshape that puts values of an image elsewhere than into it', async () => {
  const { topology, weights, fields } = graphSample();
  const { node: nodes } = topology as { node: readonly { name: string }[] };
  const sample = (values: readonly number[]) => ({
    topology: {
      node: [
        ...nodes.map((one) => (one.name === 'flat' ? { ...one, input: ['mean', 'target'] } : one)),
        node('target', 'Const'),
      ],
    },
    weights: [...weights, { name: 'target', shape: [2], values }],
    fields: { ...fields, signature: { outputs: { softmax: { name: 'softmax:0' } } } },
  });
  await expectRefusal(() => trunkOf(sample([3, -1])), ['flat', '3 images at once']);
  expect((await trunkOf(sample([-1, 6]))).featureCount).toBe(6);
});

test('more numbers computed of the weights alone than memory is to hold', () => {
  const builder = new TrunkBuilder('model.json', 'node');
  builder.fold('first', modelLimits.folded);
  expect(() => builder.fold('second', 1)).toThrow(/second.*numbers are computed of the weights/);
});
