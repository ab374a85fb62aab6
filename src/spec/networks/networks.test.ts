import { describe, expect, it } from 'vitest';
import { options as allOptions } from '../options.ts';
import { multiplyAdds, parameterCount } from './layerParameters.ts';
import {
  networkFields,
  networkMark,
  networkText,
  placedNetwork,
  startingNetwork,
} from './networkFacts.ts';
import { type NetworkKind, type NetworkSpec, networkSchema, networks } from './networks.ts';
import { everyLayer } from './placedLayers.ts';

const kinds = Object.keys(networks) as NetworkKind[];
const shape = { height: 32, width: 32, channels: 3 };

describe.each(kinds)('%s', (kind) => {
  const network = startingNetwork(kind);

  it('starts from a network that its schema takes as it is', () => {
    expect(network.kind).toBe(kind);
    expect(networkSchema.parse(network)).toEqual(network);
    expect(networkSchema.options.map((option) => option.shape.kind.value)).toContain(kind);
  });

  it('has an option for each field, and each of them in the form', () => {
    const paths = networkFields(kind).map(({ path }) => path);
    const fields = Object.keys(network).filter((field) => field !== 'kind');
    expect(paths).toEqual(fields.map((field) => `network.${field}`));
    expect(Object.keys(allOptions)).toEqual(expect.arrayContaining(paths));
  });

  it('is called in a few letters', () => {
    expect(networkText(network)).toMatch(/^\S.*$/);
    expect(networkMark(network)).toMatch(/^\S{1,6}$/);
  });

  it('has layers whose names are unique, the last with a unit a class', () => {
    const layers = everyLayer(placedNetwork(network, shape, 7));
    const names = layers.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(layers.at(-1)?.output).toEqual({ features: 7 });
  });

  it('takes images of one pixel', () => {
    const one = { height: 1, width: 1, channels: 1 };
    expect(parameterCount(placedNetwork(network, one, 2))).toBeGreaterThan(0);
  });
});

describe('layers', () => {
  const count = (network: NetworkSpec, classes: number, images = shape) => {
    const placed = placedNetwork(network, images, classes);
    return [parameterCount(placed), multiplyAdds(placed)];
  };

  it('of an MLP', () => {
    const images = { height: 28, width: 28, channels: 1 };
    const network: NetworkSpec = { kind: 'mlp', hidden: [50], initial: 'normal' };
    expect(count(network, 10, images)).toEqual([785 * 50 + 51 * 10, 784 * 50 + 50 * 10]);
    expect(count({ ...network, hidden: [] }, 10, images)).toEqual([7850, 7840]);
  });

  it('of the small CNN, where poolings keep partial windows', () => {
    const images = { height: 9, width: 7, channels: 2 };
    const features = 3 * 2 * 5;
    expect(count({ kind: 'cnn', channels: [4, 5] }, 3, images)).toEqual([
      9 * 2 * 4 + 4 + 9 * 4 * 5 + 5 + (features + 1) * 3,
      9 * 7 * 9 * 2 * 4 + 5 * 4 * 9 * 4 * 5 + features * 3,
    ]);
  });

  it('of ResNet-20 and ResNet-56 are the paper’s 0.27 and 0.85 million parameters', () => {
    const [parameters, products] = count({ kind: 'resnet', depth: 20 }, 10);
    expect(parameters).toBe(269_722);
    expect(products / 1e6).toBeCloseTo(40.55, 2);
    expect(count({ kind: 'resnet', depth: 56 }, 10)[0]).toBe(853_018);
  });

  it('draw initial weights as the spec says', () => {
    const initials = (initial: 'normal' | 'he') =>
      everyLayer(placedNetwork({ kind: 'mlp', hidden: [8], initial }, shape, 3)).flatMap((layer) =>
        layer.kind === 'dense' ? [layer.initial] : [],
      );
    expect(initials('normal')).toEqual([{ deviation: 0.01 }, { deviation: 0.01 }]);
    expect(initials('he')).toEqual([
      { deviation: Math.sqrt(2 / 3072) },
      { deviation: Math.sqrt(2 / 8) },
    ]);
  });
});
