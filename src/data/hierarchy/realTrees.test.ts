/** Reads published hierarchies, where ESPALIER_DATA names a folder that holds them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adjustedRand } from '../../algorithms/metrics/adjustedRand.ts';
import { expectRefusal } from '../testing/errors.ts';
import { levelsOfTree } from './levelsOfTree.ts';
import { readTree } from './readTree.ts';

const data = process.env.ESPALIER_DATA ?? '';
const folder = `${data}/imagenet-hierarchy`;
const isThere = data !== '' && existsSync(folder);
if (!isThere) process.stderr.write('ESPALIER_DATA is not set: published trees are not read.\n');

const fileAt = (path: string) => ({
  name: path.split('/').at(-1) ?? path,
  bytes: new Uint8Array(readFileSync(path)),
});
const file = (name: string) => fileAt(`${folder}/${name}`);
const lines = (path: string) => readFileSync(path, 'utf8').trim().split(/\s+/);

describe.skipIf(!isThere)('published hierarchies', () => {
  const cifar = isThere ? lines(`${data}/cifar-100/fine_label_names.txt`) : [];
  const imageNet = isThere ? lines(`${folder}/imagenet1000-wnids.txt`) : [];

  it.each([
    ['cifar100-graph-induced-ResNet18.json'],
    ['cifar100-graph-wordnet.json'],
    ['cifar100-hierarchy.txt'],
    ['cifar100.parent-child.txt', 'cifar100-class_names.txt'],
    ['cifar100-graph-wordnet.json', 'cifar100-wnids.txt'],
  ])('CIFAR-100: %s', async (...names) => {
    const tree = readTree(names.map(file), cifar);
    expect(cifar.filter((name) => !tree.nodes.includes(name))).toEqual([]);
    const { levels, notes } = levelsOfTree(tree, cifar, [20]);
    expect(levels[0].groupCount).toBe(20);
    expect(notes).toEqual([]);
    await expectRefusal(() => levelsOfTree(tree, cifar, null), ['levels of groups', 'at most 5']);
  });

  it('CIFAR-100: wrong senses are set right by the order of the leaves', () => {
    const induced = readTree([file('cifar100-graph-induced-ResNet18.json')], cifar);
    // Its nodes begin with the classes; three are called by another sense in the file.
    expect(induced.nodes.slice(0, 100)).toEqual(cifar);
    const wordNet = readTree([file('cifar100-graph-wordnet.json')], cifar);
    const told = readTree([file('cifar100-graph-wordnet.json'), file('cifar100-wnids.txt')], cifar);
    expect(told).toEqual(wordNet);
  });

  it('CIFAR-100: the table of coarse labels, and files that say the same of it', () => {
    const table = readTree([fileAt(`${data}/cifar-100/classes.csv`)], cifar);
    const { levels } = levelsOfTree(table, cifar, null);
    expect(levels.length).toBe(1);
    expect(levels[0].names.slice(0, 3)).toEqual(['fruit_and_vegetables', 'fish', 'people']);
    const handMade = readTree([file('cifar100-hierarchy.txt')], cifar);
    const [own] = levelsOfTree(handMade, cifar, [20]).levels;
    expect(adjustedRand(own.groupOf, levels[0].groupOf)).toBeGreaterThan(0.3);
    const numbered = [file('cifar100.parent-child.txt'), file('cifar100-class_names.txt')];
    const [same] = levelsOfTree(readTree(numbered, cifar), cifar, [20]).levels;
    expect(adjustedRand(own.groupOf, same.groupOf)).toBe(1);
  });

  it.each(['cifar10-graph-induced-ResNet18.json', 'cifar10-graph-wordnet.json'])(
    'CIFAR-10: %s, where the automobile is called a car',
    (name) => {
      const classes = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ');
      const { levels } = levelsOfTree(readTree([file(name)], classes), classes, null);
      // Animals apart from vehicles.
      expect([...levels[0].groupOf].join('')).toBe('0011111100');
    },
  );

  it.each([
    ['imagenet1000-graph-induced-efficientnet_b7b.json'],
    ['wordnet.parent-child.mintree.txt'],
    ['wordnet.parent-child.mintree.txt', 'wordnet.names.tsv'],
    ['wordnet.names.tsv', 'wordnet.parent-child.mintree.txt'],
  ])('ImageNet: %s %s', (...names) => {
    const tree = readTree(names.filter((name) => name !== undefined).map(file), imageNet);
    const { levels } = levelsOfTree(tree, imageNet, [10, 100]);
    expect(levels.map(({ groupCount }) => groupCount)).toEqual([10, 100]);
    if (names.length > 1) expect(levels[0].names).toContain('animal');
  });

  it('are refused for other classes, and where they are no trees', async () => {
    const graph = [file('cifar100-graph-wordnet.json')];
    await expectRefusal(() => readTree(graph, imageNet), ['cifar100-graph-wordnet.json']);
    await expectRefusal(() => readTree(graph, cifar.slice(0, 50)), ['no class of the data set']);
    const index = [file('imagenet_class_index.json')];
    await expectRefusal(() => readTree(index, imageNet), ['not a tree']);
    const list = [file('imagenet1000-wnids.txt')];
    await expectRefusal(() => readTree(list, imageNet), ['lists names']);
    await expectRefusal(() => readTree([file('README.md')], cifar), ['README.md']);
  });
});
