import { describe, expect, it } from 'vitest';
import { options as allOptions } from '../options.ts';
import { fitIssues } from './fitIssues.ts';
import { multiplyAdds, parameterCount } from './layerParameters.ts';
import {
  haveSameLayers,
  haveSameTrunk,
  networkFields,
  networkMark,
  networksText,
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
    const fields = Object.keys(networks[kind].schema.shape).filter((field) => field !== 'kind');
    expect([...paths].sort()).toEqual(fields.map((field) => `network.${field}`).sort());
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

  it('leaves out, to begin with, no field that means something else than its neutral value', () => {
    const optional = networkFields(kind).filter(
      ({ path }) => !Object.hasOwn(network, path.replace('network.', '')),
    );
    for (const { path, option } of optional) {
      const field = path.replace('network.', '');
      const neutral = networkSchema.parse({ ...network, [field]: option.neutral });
      const layers = (one: NetworkSpec) => placedNetwork(one, shape, 7);
      expect(option.neutral, path).toBeDefined();
      expect(layers(neutral), path).toEqual(layers(network));
    }
  });

  it('takes images of 28 pixels, and begins with what trains in minutes', () => {
    const digits = { height: 28, width: 28, channels: 1 };
    const placed = placedNetwork(network, digits, 10);
    expect(parameterCount(placed)).toBeGreaterThan(0);
    expect(multiplyAdds(placed)).toBeLessThan(60e6);
  });
});

describe('images too small', () => {
  it.each<[NetworkSpec, number, string]>([
    [{ kind: 'alexnet', form: 'imagenet', dropout: 0.5 }, 63, 'pool3'],
    [{ kind: 'vgg', depth: 16, form: 'imagenet', dropout: 0.5 }, 32, 'stage5/pool'],
    [{ kind: 'densenet', depth: 40, growth: 12 }, 4, 'transition2/pool'],
  ])('for %j are those below %i pixels', (network, least, layer) => {
    const square = (side: number) => ({ height: side, width: side, channels: 3 });
    expect(fitIssues(network, square(least), 10)).toEqual([]);
    const [issue] = fitIssues(network, square(least - 1), 10);
    expect(issue.path).toBe('network.kind');
    expect(issue.message).toContain(`${least - 1} pixels: ${layer} takes windows of`);
  });
});

it('names the networks of an experiment, each once where rounds share it', () => {
  const small: NetworkSpec = { kind: 'resnet', depth: 8 };
  const linear: NetworkSpec = { kind: 'mlp', hidden: [], initial: 'normal' };
  expect(networksText(small)).toBe('ResNet-8');
  expect(networksText([small, small, linear])).toBe('ResNet-8 → linear');
  expect(networksText([small, linear, small, linear, small])).toBe(
    'ResNet-8 → linear → ResNet-8 → 2 more',
  );
});

it('tells networks whose layers depend on the size of images', () => {
  const larger = { ...shape, height: 64, width: 64 };
  const grey = { ...shape, channels: 1 };
  const isShared = (network: NetworkSpec) => haveSameTrunk(network, shape, larger);
  expect(isShared({ kind: 'cnn', channels: [2, 3] })).toBe(true);
  expect(isShared({ kind: 'vgg', depth: 11, form: 'small-images', dropout: 0.5 })).toBe(true);
  expect(isShared({ kind: 'vgg', depth: 11, form: 'imagenet', dropout: 0.5 })).toBe(false);
  expect(isShared({ kind: 'mlp', hidden: [4], initial: 'normal' })).toBe(false);
  const wide = { ...shape, height: 16, width: 64 };
  expect(haveSameTrunk({ kind: 'mlp', hidden: [4], initial: 'normal' }, shape, wide)).toBe(false);
  expect(haveSameTrunk({ kind: 'cnn', channels: [2, 3] }, shape, wide)).toBe(true);
  expect(haveSameTrunk({ kind: 'resnet', depth: 8 }, shape, grey)).toBe(false);
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

  it('of hidden layers are followed by dropout where it is asked for', () => {
    const network: NetworkSpec = { kind: 'mlp', hidden: [8, 4], initial: 'normal' };
    const names = (one: NetworkSpec) =>
      everyLayer(placedNetwork(one, shape, 3)).map(({ name }) => name);
    const plain = ['flatten', 'dense1', 'relu1', 'dense2', 'relu2', 'dense3'];
    expect(names(network)).toEqual(plain);
    expect(names({ ...network, dropout: 0 })).toEqual(plain);
    const dropped = ['flatten', 'dense1', 'relu1', 'dropout1', 'dense2', 'relu2', 'dropout2'];
    expect(names({ ...network, dropout: 0.2 })).toEqual([...dropped, 'dense3']);
    expect(haveSameLayers(network, { ...network, dropout: 0.2 })).toBe(true);
    expect(haveSameLayers(network, { ...network, hidden: [8] })).toBe(false);
  });

  it('of AlexNet and VGG drop out half of the values before two dense layers', () => {
    const large = { height: 224, width: 224, channels: 3 };
    const dropped = (network: NetworkSpec) =>
      everyLayer(placedNetwork(network, large, 3)).flatMap((layer) =>
        layer.kind === 'dropout' ? [[layer.name, layer.rate]] : [],
      );
    const alexnet = networkSchema.parse({ kind: 'alexnet', form: 'imagenet' });
    expect(dropped(alexnet)).toEqual([
      ['dense1/dropout', 0.5],
      ['dense2/dropout', 0.5],
    ]);
    expect(dropped({ kind: 'vgg', depth: 11, form: 'imagenet', dropout: 0.4 })).toEqual([
      ['dense2/dropout', 0.4],
      ['dense/dropout', 0.4],
    ]);
    expect(dropped({ kind: 'vgg', depth: 11, form: 'imagenet', dropout: 0 })).toEqual([]);
  });

  it('of DenseNet drop out behind every convolution but the first, where asked for', () => {
    const layers = everyLayer(
      placedNetwork({ kind: 'densenet', depth: 10, growth: 4, dropout: 0.2 }, shape, 3),
    );
    const behind = layers.flatMap((layer, at) =>
      layer.kind === 'dropout' ? [layers[at - 1].kind] : [],
    );
    // Two in each of three layers, and one in each of two transitions.
    expect(behind).toEqual(Array(8).fill('convolution'));
  });

  it('of narrow dense layers start wider, so that as much comes out', () => {
    const large = { height: 224, width: 224, channels: 3 };
    const deviations = (network: NetworkSpec) =>
      everyLayer(placedNetwork(network, large, 1000)).flatMap((layer) =>
        layer.kind === 'dense' && 'deviation' in layer.initial ? [layer.initial.deviation] : [],
      );
    const published: NetworkSpec = { kind: 'alexnet', form: 'imagenet', dropout: 0.5 };
    expect(deviations(published)).toEqual([0.01, 0.01, 0.01]);
    expect(deviations({ ...published, width: 0.25 })).toEqual([0.02, 0.02, 0.02]);
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
