/** Networks built from descriptions that no kind of network has: what any of them may ask for. */
import { memory, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  add,
  concatenate,
  convolution,
  dense,
  dropout,
  flatten,
  globalMean,
  type LayerList,
  maxPool,
  meanPool,
  norm,
  paddedShortcut,
  relu,
} from '../../../spec/networks/layerDescription.ts';
import { parametersOf } from '../../../spec/networks/layerParameters.ts';
import { everyLayer, placeNetwork } from '../../../spec/networks/placedLayers.ts';
import { EngineError } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import { randomValues } from '../kernels/selfTest/sampleValues.ts';
import { kept } from '../layers/activation.ts';
import { ParameterStore } from '../parameters.ts';
import { startForTest } from '../testing/devices.ts';
import { tensorOf } from '../testing/values.ts';
import { createTrunk } from './createTrunk.ts';

const shape = { height: 17, width: 18, channels: 2 };
const batch = 3;

/** Windows of every kind, ReLU and dropout by themselves; branches that end in a ReLU, that are empty, and that shrink; sums with and without a ReLU. */
const mixed: LayerList = [
  convolution('wide', 3, { size: 5, padding: 1, bias: true }),
  relu('wide/relu'),
  dropout('wide/dropout', 0.25),
  convolution('stem', 4, { bias: true }),
  add('plain', [norm('plain/norm'), relu('plain/relu'), convolution('plain/conv', 4)], []),
  add('ended', [], [convolution('ended/conv', 4, { bias: true }), relu('ended/relu')]),
  relu('ended/after'),
  add(
    'shrunk',
    [convolution('shrunk/conv', 6, { stride: 2 }), norm('shrunk/norm')],
    [paddedShortcut('shrunk/shortcut', 6, 2)],
  ),
  concatenate(
    'joined',
    [],
    [convolution('joined/one', 4, { size: 1, bias: true }), relu('joined/relu')],
    [norm('joined/norm'), relu('joined/before'), convolution('joined/three', 3)],
  ),
  add(
    'projected',
    [convolution('projected/conv', 5, { stride: 2 })],
    [convolution('projected/shortcut', 5, { size: 1, stride: 2 })],
  ),
  add('thrice', [convolution('thrice/conv', 5)], [], [convolution('thrice/one', 5, { size: 1 })]),
  maxPool('overlapping', { size: 3, padding: 1, keepsPartial: false }),
  relu('alone'),
  meanPool('means'),
  flatten('flatten'),
  dropout('flatten/dropout', 0.3),
  relu('rows'),
  dense('hidden', 5, 0.5),
  relu('hidden/relu'),
  dropout('hidden/dropout', 0.2),
  dense('dense', 3, 0.5),
];

describe('a network built from its layers', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest('cpu');
  });
  afterAll(() => backend.dispose());

  function build(layers: LayerList) {
    backend.activate();
    const placed = placeNetwork(layers, shape);
    const store = new ParameterStore(backend.memory, 3, 1);
    return { placed, store, trunk: createTrunk(backend, store, placed) };
  }

  const images = () =>
    tensorOf<Tensor4D>(randomValues('x', batch, shape.height, shape.width, shape.channels));

  it('holds the parameters that are described, in their order', () => {
    const { placed, store } = build(mixed);
    const described = everyLayer(placed).slice(0, -1).flatMap(parametersOf);
    const held = store.parameters.map(({ name, value }) => ({ name, shape: value.shape }));
    expect(held).toEqual(described.map(({ name, shape }) => ({ name, shape })));
    store.dispose();
  });

  it('has the gradients that central differences have, and frees all else', async () => {
    const { store, trunk } = build(mixed);
    const x = images();
    const upstream = randomValues('dy', batch, trunk.featureCount);
    const loss = async () => {
      const { output, backward } = trunk.layer.forward(kept(x));
      const values = await output.tensor.data<'float32'>();
      const dy = tensorOf<Tensor2D>(upstream);
      backward(dy, true)?.dispose();
      for (const tensor of [output, dy]) tensor.dispose();
      return values.reduce((sum, value, index) => sum + value * upstream.values[index], 0);
    };
    const takeGradients = () =>
      store.parameters.map((parameter) => {
        const values = parameter.gradient?.dataSync<'float32'>().slice();
        parameter.gradient?.dispose();
        parameter.gradient = null;
        return values;
      });
    await loss();
    takeGradients();
    const { numTensors } = memory();
    await loss();
    const gradients = takeGradients();
    expect(memory().numTensors).toBe(numTensors);
    const step = 3e-4;
    for (const [position, parameter] of store.parameters.entries()) {
      const values = parameter.value.dataSync<'float32'>().slice();
      const gradient = gradients[position];
      const length = Math.hypot(...(gradient ?? []));
      expect(length).toBeGreaterThan(0);
      const movedLoss = async (by: number) => {
        const moved = values.map((value, at) => value + (by * (gradient?.[at] ?? 0)) / length);
        backend.memory.write(parameter, moved);
        return loss();
      };
      const slope = ((await movedLoss(step)) - (await movedLoss(-step))) / (2 * step);
      // Along its own gradient a loss rises by the gradient's length; ReLUs bend it a little.
      expect(slope / length, parameter.name).toBeCloseTo(1, 1);
      backend.memory.write(parameter, values);
      takeGradients();
    }
    store.dispose();
    x.dispose();
  });

  it('gives the features of a training pass in inference too, where nothing is normalised', async () => {
    const changing = ['plain', 'shrunk', 'joined'];
    const plain = mixed.filter(({ name, kind }) => kind !== 'dropout' && !changing.includes(name));
    const { store, trunk } = build(plain);
    const x = images();
    const { numTensors } = memory();
    const pass = trunk.layer.forward(kept(x));
    const inferred = trunk.layer.infer(x);
    expect(await inferred.data()).toEqual(await pass.output.tensor.data());
    pass.backward(tensorOf<Tensor2D>(randomValues('dy', ...pass.output.shape)), false);
    for (const { gradient } of store.parameters) gradient?.dispose();
    for (const tensor of [inferred, pass.output]) tensor.dispose();
    // The upstream gradient is the caller's.
    expect(memory().numTensors).toBe(numTensors + 1);
    store.dispose();
    x.dispose();
  });

  it('drops in another way in the next step, and nothing in inference', async () => {
    const { store, trunk } = build([
      flatten('flatten'),
      dropout('flatten/dropout', 0.5),
      dense('dense', 2, 1),
    ]);
    const x = images();
    const outputs: Float32Array[] = [];
    for (let step = 0; step < 2; step++) {
      store.dropout.count();
      const { output } = trunk.layer.forward(kept(x));
      outputs.push(await output.tensor.data<'float32'>());
      output.dispose();
    }
    expect(outputs[0]).not.toEqual(outputs[1]);
    const inferred = trunk.layer.infer(x);
    expect(await inferred.data()).toEqual(await x.data());
    for (const tensor of [inferred, x]) tensor.dispose();
    store.dispose();
  });

  it('refuses a convolution of several groups', () => {
    const layer = convolution('odd', 4, { groups: 2 });
    const tryBuilding = () => build([layer, globalMean('mean'), dense('dense', 2, 1)]);
    expect(tryBuilding).toThrow(EngineError);
    expect(tryBuilding).toThrow(
      'The layer “odd” cannot be trained yet: it is a convolution of 2 groups',
    );
  });
});
