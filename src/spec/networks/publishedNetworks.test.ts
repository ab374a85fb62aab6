/** Parameters and multiply-adds of networks against those that papers and their code publish. */
import { describe, expect, it } from 'vitest';
import { multiplyAdds, parameterCount } from './layerParameters.ts';
import { placedNetwork } from './networkFacts.ts';
import { type NetworkSpec, networkSchema, networks } from './networks.ts';
import { publishedNetworks } from './publishedNetworks.ts';

const small = { height: 32, width: 32, channels: 3 };
const large = { height: 224, width: 224, channels: 3 };

const named = (name: string): NetworkSpec => {
  const found = publishedNetworks.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`No network is called ${name}`);
  return found.network;
};

const parameters = (network: NetworkSpec, shape: typeof small, classes: number) =>
  parameterCount(placedNetwork(network, shape, classes));

describe('parameters on images of 32 × 32', () => {
  it.each([
    ['ResNet-20', 10, 269_722],
    ['ResNet-56', 10, 853_018],
    ['ResNet-56', 100, 858_868],
    ['DenseNet-BC-40-12', 10, 176_122],
    ['DenseNet-BC-100-12', 10, 769_162],
    ['DenseNet-BC-100-12', 100, 800_032],
  ])('of %s for %i classes are %i', (name, classes, count) => {
    expect(parameters(named(name), small, classes)).toBe(count);
  });

  it('of ResNet-110 are the paper’s 1.7 million', () => {
    expect(parameters(named('ResNet-110'), small, 10) / 1e6).toBeCloseTo(1.7, 1);
  });

  it('of ResNet-56 with 1 × 1 shortcuts have two more convolutions and norms', () => {
    const network: NetworkSpec = { kind: 'resnet', depth: 56, shortcut: 'projection' };
    expect(parameters(network, small, 100)).toBe(861_620);
  });

  it('of AlexNet for small images are the 2.47 million of the code it follows', () => {
    const network: NetworkSpec = { kind: 'alexnet', form: 'small-images', dropout: 0 };
    expect(parameters(network, small, 10) / 1e6).toBeCloseTo(2.47, 2);
  });

  it('of ResNet-18 for small images lack what the wider stem has', () => {
    const network: NetworkSpec = { kind: 'resnet-imagenet', depth: 18, form: 'small-images' };
    // 49 − 9 values less in each of 3 · 64 filters.
    const published = 11_689_512 - 990 * 513;
    expect(parameters(network, small, 10)).toBe(published - 40 * 3 * 64);
  });
});

/** torchvision’s counts, VGG’s those with batch norm. */
describe('parameters and billions of multiply-adds for 1,000 classes at 224 × 224', () => {
  it.each([
    ['ResNet-18', 11_689_512, 1.81],
    ['ResNet-34', 21_797_672, 3.66],
    ['ResNet-50', 25_557_032, 4.09],
    ['ResNet-101', 44_549_160, 7.8],
    ['ResNet-152', 60_192_808, 11.51],
    ['DenseNet-121', 7_978_856, 2.83],
    ['DenseNet-169', 14_149_480, 3.36],
    ['DenseNet-201', 20_013_928, 4.29],
    ['AlexNet', 61_100_840, 0.71],
    ['VGG-11', 132_868_840, 7.61],
    ['VGG-13', 133_053_736, 11.31],
    ['VGG-16', 138_365_992, 15.47],
    ['VGG-19', 143_678_248, 19.63],
  ])('of %s are %i and %f', (name, count, billions) => {
    const placed = placedNetwork(named(name), large, 1000);
    expect(parameterCount(placed)).toBe(count);
    expect(multiplyAdds(placed) / 1e9).toBeCloseTo(billions, 1);
  });
});

describe('published networks', () => {
  it('have names of their own, and specs that stand as they are', () => {
    expect(new Set(publishedNetworks.map(({ name }) => name)).size).toBe(publishedNetworks.length);
    for (const { network } of publishedNetworks) {
      expect(networkSchema.parse(network)).toEqual(network);
    }
  });

  it('are of every family', () => {
    const kinds = new Set(publishedNetworks.map(({ network }) => network.kind));
    expect([...kinds].sort()).toEqual(Object.keys(networks).sort());
  });
});
