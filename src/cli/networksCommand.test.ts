import { describe, expect, it } from 'vitest';
import { espalier } from '../node/testing/espalier.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { readSpec } from '../spec/readSpec.ts';
import { listNetworks } from './networksCommand.ts';

interface Row {
  readonly name: string;
  readonly network: object;
  readonly parameters: number | null;
  readonly multiplyAdds: number | null;
  readonly layers: readonly {
    readonly output: readonly number[];
    readonly parameters: number;
    readonly multiplyAdds: number;
  }[];
  readonly reason?: string;
}

const rows = (images: string, classes: string): Row[] =>
  JSON.parse(listNetworks([], { images, classes, json: true }));

const named = (list: readonly Row[], name: string): Row => {
  const row = list.find((one) => one.name === name);
  if (row === undefined) throw new RangeError(`There is no ${name}`);
  return row;
};

describe('espalier networks', () => {
  it('lists published sizes with their counts, as JSON', async () => {
    const args = ['networks', '--images', '224x224x3', '--classes', '1000', '--json'];
    const { code, stdout, stderr } = await espalier(args);
    expect(code, stderr).toBe(0);
    const list: Row[] = JSON.parse(stdout);
    expect(named(list, 'ResNet-50').parameters).toBe(25_557_032);
    expect(named(list, 'AlexNet')).toMatchObject({
      network: { kind: 'alexnet', form: 'imagenet' },
      parameters: 61_100_840,
      multiplyAdds: 714_188_480,
    });
  });

  it('gives networks that an experiment takes, and layers that sum to the counts', () => {
    const list = rows('32x32x3', '100');
    for (const { network } of list) {
      const reading = readSpec({ ...defaultSpec, network });
      expect(reading).toEqual({ ok: true, spec: { ...defaultSpec, network } });
    }
    const { parameters, multiplyAdds, layers } = named(list, 'DenseNet-BC-100-12');
    expect(parameters).toBe(800_032);
    const sum = (key: 'parameters' | 'multiplyAdds') =>
      layers.reduce((total, layer) => total + layer[key], 0);
    expect([sum('parameters'), sum('multiplyAdds')]).toEqual([parameters, multiplyAdds]);
    expect(layers[0].output).toEqual([32, 32, 24]);
    expect(layers.at(-1)?.output).toEqual([100]);
  });

  it('says why a network does not fit', () => {
    const alexnet = named(rows('32x32x3', '100'), 'AlexNet');
    expect(alexnet).toMatchObject({
      parameters: null,
      multiplyAdds: null,
      layers: null,
      reason: 'pool3 takes windows of 3 × 3 pixels, but 1 × 1 arrive',
    });
    expect(listNetworks([], {})).toMatch(/AlexNet +too deep: pool3 takes/);
  });

  it('prints a table for people, of colour images where channels are left out', () => {
    const table = listNetworks([], { images: '32x32', classes: '10' });
    expect(table).toContain('32 × 32, 3 channels, 10 classes');
    expect(table).toMatch(/ResNet-56 +853,018 +125 M +56/);
  });

  it.each([
    [['--images', '32'], '--images 32: write height'],
    [['--images', '32x32x3x3'], '--images'],
    [['--images', '0x32x3'], '--images'],
    [['--images', '32x-1x3'], '--images'],
    [['--classes', '1'], '--classes 1: must be a whole number from 2'],
    [['--classes', 'many'], '--classes many'],
  ])('refuses %j', (args, message) => {
    const options = { [args[0].slice(2)]: args[1] };
    expect(() => listNetworks([], options)).toThrow(message);
  });

  it('ends with 2 for what it does not take', async () => {
    const { code, stderr } = await espalier(['networks', 'ResNet-50']);
    expect([code, stderr]).toEqual([2, 'networks takes no "ResNet-50": it lists them all\n']);
  });
});
