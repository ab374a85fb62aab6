import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  type Convolution,
  concatenate,
  convolution,
  dense,
  flatten,
  globalMean,
  type LayerList,
  maxPool,
  meanPool,
  norm,
  type Pooling,
  paddedShortcut,
  relu,
} from './layerDescription.ts';
import { everyLayer, LayerMisfit, outputOf, placeLayers, placeNetwork } from './placedLayers.ts';

const shape = { height: 28, width: 20, channels: 3 };

const outputs = (...layers: LayerList) => outputOf(placeLayers(layers, shape), shape);

const pooling = (change: Partial<Pooling>): Pooling => ({ ...maxPool('pool'), ...change });

describe('the shape that a layer puts out', () => {
  it.each<[string, LayerList, object]>([
    ['no layer', [], shape],
    ['a convolution', [convolution('c', 8)], { height: 28, width: 20, channels: 8 }],
    [
      'a convolution of stride 2',
      [convolution('c', 8, { stride: 2 })],
      { height: 14, width: 10, channels: 8 },
    ],
    ['a 1 × 1 convolution', [convolution('c', 8, { size: 1 })], { ...shape, channels: 8 }],
    ['a convolution a channel', [convolution('c', 3, { groups: 3 })], shape],
    ['norm and ReLU', [norm('n'), relu('r')], shape],
    ['pooling', [maxPool('p')], { height: 14, width: 10, channels: 3 }],
    [
      'pooling of 3 × 3 with stride 2',
      [pooling({ size: 3, padding: 1, keepsPartial: false })],
      { height: 14, width: 10, channels: 3 },
    ],
    ['means of whole windows', [meanPool('p')], { height: 14, width: 10, channels: 3 }],
    ['the mean of the image', [globalMean('m')], { features: 3 }],
    ['rows', [flatten('f'), dense('d', 7, 1)], { features: 7 }],
    ['a shortcut', [paddedShortcut('s', 5, 2)], { height: 14, width: 10, channels: 5 }],
    [
      'a sum',
      [add('a', [convolution('c', 5, { stride: 2 })], [paddedShortcut('s', 5, 2)])],
      { height: 14, width: 10, channels: 5 },
    ],
    [
      'branches side by side',
      [concatenate('j', [], [convolution('c', 12)])],
      { height: 28, width: 20, channels: 15 },
    ],
  ])('of %s', (_, layers, expected) => {
    expect(outputs(...layers)).toEqual(expected);
  });

  it('has as many windows as find a place, counted one by one', () => {
    const window = fc.record({
      length: fc.integer({ min: 1, max: 20 }),
      size: fc.integer({ min: 1, max: 5 }),
      stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.integer({ min: 0, max: 2 }),
      keepsPartial: fc.boolean(),
    });
    fc.assert(
      fc.property(window, ({ length, size, stride, keepsPartial, ...drawn }) => {
        // A window wider than its padding sees at least one pixel wherever it lies.
        const padding = Math.min(drawn.padding, size - 1);
        let expected = 0;
        for (let begin = -padding; begin < length; begin += stride) {
          const isWhole = begin + size <= length + padding;
          // Once a window reaches the far edge there is nothing left for another one to see.
          const isFirstPartial = begin === -padding || begin - stride + size < length + padding;
          if (isWhole || (keepsPartial && isFirstPartial)) expected++;
        }
        const layer = pooling({ size, stride, padding, keepsPartial });
        const image = { height: length, width: 9, channels: 1 };
        const place = () => outputOf(placeLayers([layer], image), image);
        if (expected === 0) expect(place).toThrow(LayerMisfit);
        else expect(place()).toMatchObject({ height: expected });
      }),
    );
  });
});

describe('layers that do not go together', () => {
  it('name the one whose window finds no place, and what arrives', () => {
    const deep = [1, 2, 3, 4, 5].map((n) => pooling({ name: `pool${n}`, keepsPartial: false }));
    expect(() => outputs(...deep)).toThrow(
      new LayerMisfit('pool5', 2, { height: 1, width: 1, channels: 3 }),
    );
    const image = { height: 2, width: 2, channels: 1 };
    const unpadded: Convolution = { ...convolution('conv', 4), padding: 0 };
    expect(() => placeLayers([unpadded], image)).toThrow(
      'conv takes windows of 3 × 3 pixels, but 2 × 2 arrive',
    );
  });

  it.each<[LayerList, string]>([
    [[dense('d', 2, 1)], 'd takes rows'],
    [[flatten('f'), norm('n')], 'n takes images'],
    [[convolution('c', 4, { groups: 2 })], 'c cannot cut 3 and 4 channels into 2 groups'],
    [[add('a', [], [convolution('c', 4)])], 'The branches of a differ'],
    [[paddedShortcut('s', 2, 1)], 's cannot take channels away'],
  ])('%#: are refused', (layers, message) => {
    expect(() => outputs(...layers)).toThrow(message);
  });

  it('are no network without a classifier at the end', () => {
    expect(() => placeNetwork([flatten('f')], shape)).toThrow('must end in a dense classifier');
  });
});

it('lists the layers of branches before what joins them', () => {
  const layers = [
    add('sum', [convolution('one', 3), relu('two')], []),
    globalMean('mean'),
    dense('dense', 2, 1),
  ];
  const names = everyLayer(placeNetwork(layers, shape)).map(({ name }) => name);
  expect(names).toEqual(['one', 'two', 'sum', 'mean', 'dense']);
});
