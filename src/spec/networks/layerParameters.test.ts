/** Parameters and multiply-adds of published networks, described by their layers. */
import { describe, expect, it } from 'vitest';
import {
  add,
  convolution,
  dense,
  globalMean,
  type LayerDescription,
  type LayerList,
  norm,
  relu,
} from './layerDescription.ts';
import { multiplyAdds, parameterCount, parametersOf, statisticsOf } from './layerParameters.ts';
import { everyLayer, type PlacedNetwork, placeNetwork } from './placedLayers.ts';

const cifar = { height: 32, width: 32, channels: 3 };

const placed = (layers: LayerList, shape = cifar): PlacedNetwork => placeNetwork(layers, shape);

const normed = (name: string): LayerDescription[] => [norm(`${name}/norm`), relu(`${name}/relu`)];

const classified = (classes: number) => [globalMean('mean'), dense('dense', classes, 0.01)];

/** Wide residual network (Zagoruyko and Komodakis 2016), 1 × 1 shortcuts where channels change. */
function wideResNet(depth: number, width: number): LayerList {
  const block = (name: string, outputs: number, stride: number, isFirst: boolean) => {
    const body = [
      convolution(`${name}/conv1`, outputs, { stride }),
      ...normed(`${name}/b`),
      { kind: 'dropout', name: `${name}/dropout`, rate: 0.3 } as const,
      convolution(`${name}/conv2`, outputs),
    ];
    if (!isFirst) return [add(`${name}/add`, [...normed(`${name}/a`), ...body], [])];
    const projection = convolution(`${name}/shortcut`, outputs, { size: 1, stride });
    return [...normed(`${name}/a`), add(`${name}/add`, body, [projection])];
  };
  const stages = [16, 32, 64].flatMap((channels, stage) =>
    Array.from({ length: (depth - 4) / 6 }, (_, at) => {
      const stride = stage > 0 && at === 0 ? 2 : 1;
      return block(`stage${stage + 1}/block${at + 1}`, channels * width, stride, at === 0);
    }).flat(),
  );
  return [convolution('stem', 16), ...stages, ...normed('last'), ...classified(10)];
}

/** Inverted residual of MobileNetV2 (Sandler et al. 2018), without the sum. */
function invertedResidual(inputs: number, expansion: number, outputs: number, stride: number) {
  const wide = inputs * expansion;
  return [
    convolution('expand', wide, { size: 1 }),
    ...normed('expand'),
    convolution('depthwise', wide, { stride, groups: wide }),
    ...normed('depthwise'),
    convolution('project', outputs, { size: 1 }),
    norm('project/norm'),
  ];
}

describe('parameters', () => {
  it.each([
    [16, 4, 2.75],
    [28, 10, 36.5],
  ])('of WRN-%i-%i are the paper’s %f million', (depth, width, millions) => {
    const count = parameterCount(placed(wideResNet(depth, width)));
    expect(count / 1e6).toBeCloseTo(millions, 1);
  });

  it('of an inverted residual are those of its three convolutions and norms', () => {
    const layers = [...invertedResidual(16, 6, 24, 2), ...classified(10)];
    const shape = { height: 112, width: 112, channels: 16 };
    const block = 16 * 96 + 9 * 96 + 96 * 24 + 2 * (96 + 96 + 24);
    // The second block of torchvision’s mobilenet_v2 holds 5,136.
    expect(block).toBe(5136);
    expect(parameterCount(placed(layers, shape))).toBe(block + 24 * 10 + 10);
  });

  it('of a convolution in groups see a group’s channels only', () => {
    const layers = [convolution('c', 8, { groups: 2, bias: true }), ...classified(2)];
    const [first] = everyLayer(placed(layers, { height: 5, width: 5, channels: 4 }));
    expect(parametersOf(first).map(({ name, shape }) => [name, shape])).toEqual([
      ['c/filter', [3, 3, 2, 8]],
      ['c/bias', [8]],
    ]);
  });

  it('of batch norm start as the identity', () => {
    const [first] = everyLayer(placed([norm('n'), ...classified(2)]));
    const starts = [...parametersOf(first), ...statisticsOf(first)];
    expect(starts.map(({ name, initial }) => [name, initial])).toEqual([
      ['n/scale', { constant: 1 }],
      ['n/offset', { constant: 0 }],
      ['n/mean', { constant: 0 }],
      ['n/variance', { constant: 1 }],
    ]);
  });
});

describe('multiply-adds', () => {
  it('of an inverted residual shrink behind its stride', () => {
    const layers = [...invertedResidual(16, 6, 24, 2), ...classified(10)];
    const shape = { height: 112, width: 112, channels: 16 };
    const expected = 112 * 112 * 16 * 96 + 56 * 56 * (9 * 96 + 96 * 24) + 24 * 10;
    expect(multiplyAdds(placed(layers, shape))).toBe(expected);
  });

  it('of WRN-16-4 are those of its convolutions, counted by hand', () => {
    const block = (pixels: number, inputs: number, outputs: number) =>
      pixels * (9 * inputs * outputs + 3 * 9 * outputs * outputs + inputs * outputs);
    const expected =
      1024 * 9 * 3 * 16 +
      block(1024, 16, 64) +
      block(256, 64, 128) +
      block(64, 128, 256) +
      256 * 10;
    expect(multiplyAdds(placed(wideResNet(16, 4)))).toBe(expected);
  });
});
