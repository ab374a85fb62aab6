/** Level-wise experiments from the command line: presets, trees, networks, comparisons. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planLevels } from '../data/hierarchy/levelPlan.ts';
import { writeIdx } from '../data/testing/writeIdx.ts';
import { espalier } from '../node/testing/espalier.ts';
import { groupedDataset } from '../runner/testing/groupedDataset.ts';
import { compareFolders } from './compareCommand.ts';
import { completeSpec, type ExperimentFile, openExperiment } from './experimentFile.ts';
import { Interruption } from './interruption.ts';
import { runCommand } from './runCommand.ts';
import { presetJson } from './specCommand.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
const names = ['images-idx3-ubyte', 'labels-idx1-ubyte'];
const dataFiles = () =>
  ['train', 't10k'].flatMap((split) => names.map((name) => inFolder(`${split}-${name}`)));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-levelwise-'));
  const { train, test } = groupedDataset([3, 3]);
  for (const [split, part] of [
    ['train', train],
    ['t10k', test],
  ] as const) {
    const count = part?.labels.length ?? 0;
    const [images, labels] = names.map((name) => inFolder(`${split}-${name}`));
    writeFileSync(images, writeIdx([count, 8, 8], [...(part?.images ?? [])]));
    writeFileSync(labels, writeIdx([count], [...(part?.labels ?? [])]));
  }
  // Class 2 hangs in the wrong group.
  writeFileSync(inFolder('tree.txt'), 'all a\nall b\na 0\na 1\nb 2\nb 3\nb 4\nb 5\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function specFile(preset: string, out: string, sets: readonly string[]): string {
  const small = [
    'network={"kind":"mlp","hidden":[16]}',
    'training.batchSize=16',
    'training.epochs=6',
    'training.learningRate=0.02',
    'augment.normalise=per-channel',
    'dataset.validation=0',
  ];
  writeFileSync(inFolder(`${out}.json`), presetJson(preset, [...small, ...sets]));
  return inFolder(`${out}.json`);
}

function run(preset: string, out: string, sets: readonly string[], options: readonly string[]) {
  const files = ['--data', ...dataFiles(), '--out', inFolder(out)];
  return espalier(['run', specFile(preset, out, sets), ...files, ...options]);
}

/** The same in this process, for runs that never begin. */
function refused(
  preset: string,
  sets: readonly string[],
  given: { readonly initial?: string; readonly hierarchy?: readonly string[] },
) {
  const file = openExperiment(specFile(preset, 'refused', sets), {
    initial: given.initial === undefined ? null : { path: given.initial, member: null, as: null },
    hierarchy: given.hierarchy ?? [],
  });
  const options = {
    data: dataFiles(),
    choices: {},
    features: null,
    held: 2 ** 31,
    out: inFolder('refused/here'),
    device: null,
    threads: 1,
    withEarlier: 'refuse' as const,
    expected: null,
    savePredictions: false,
    saveNetwork: false,
  };
  const run = async () => runCommand({ ...options, file: await file }, new Interruption(() => {}));
  return expect(run()).rejects;
}

const resultOf = (out: string) => JSON.parse(readFileSync(inFolder(`${out}/result.json`), 'utf8'));
const small = ['method.hierarchy.warmupEpochs=2', 'method.adaptFromEpoch=4'];

it('runs presets, starts from a saved network and a tree, and compares with a flat run', async () => {
  const flat = await run('flat', 'flat', [], ['--save-network']);
  expect(flat.code, flat.stderr).toBe(0);
  const options = ['--hierarchy', inFolder('tree.txt')];
  const initial = ['--initial', inFolder('flat/network.safetensors')];
  const tree = await run('levelwise-tree', 'tree', small, [...options, ...initial]);
  expect(tree.code, tree.stderr).toBe(0);
  expect(tree.stderr).toContain('hierarchy 2 → 6 from import');
  expect(tree.stderr).toContain('top-down, best 1');

  const result = resultOf('tree');
  expect(result.spec.method.initialFrom).toMatch(/^[0-9a-f]{64}$/);
  expect(result.spec.method.hierarchy).toMatchObject({ from: 'import', branching: null });
  expect(result.hierarchy.map(({ epoch }: { epoch: number }) => epoch)).toEqual([2, 4, 5, 6]);
  expect(result.hierarchy[0].levels[0].groups).toEqual([
    [0, 1],
    [2, 3, 4, 5],
  ]);
  expect(result.hierarchy[0].levels[0].assignment).toEqual([
    [0.5, 0.5, 0, 0, 0, 0],
    [0, 0, 0.25, 0.25, 0.25, 0.25],
  ]);
  expect(result.levelWeights.map(({ epoch }: { epoch: number }) => epoch)).toEqual([3, 4, 5, 6]);
  const [coarse, fine] = result.levelWeights[0].values;
  expect(coarse + fine).toBeCloseTo(1, 5);
  expect(result.groupNames).toEqual([['a', 'b']]);
  for (const move of result.reassignments) {
    expect(Object.keys(move).slice(0, 7)).toEqual(
      expect.arrayContaining(['epoch', 'level', 'class', 'from', 'to', 'before', 'after']),
    );
  }
  expect(Object.keys(result.rounds[0].topErrors.test)).toEqual(['1', '2', '5']);

  const compared = await espalier(['compare', inFolder('flat'), inFolder('tree'), '--json']);
  expect(compared.code, compared.stderr).toBe(0);
  const { split, shares, classes, topErrors, strength } = JSON.parse(compared.stdout);
  expect(split).toBe('test');
  expect(shares.improved + shares.unchanged + shares.worse).toBeCloseTo(1, 12);
  expect(classes).toHaveLength(6);
  expect(topErrors.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 5]);
  expect(strength).toMatchObject([{ level: 0, epoch: 4, classes: { length: 6 } }]);
  const told = await compareFolders([inFolder('flat'), inFolder('tree')], false);
  expect(told).toContain('top  1');
  expect(told).toContain('strength at level 1 after epoch 4');
}, 300_000);

it('gives a flat network the tree that it measures mistakes by, and refuses another one', async () => {
  const options = ['--hierarchy', inFolder('tree.txt')];
  const objective = `method.objective=${JSON.stringify({ kind: 'tree-soft-labels', beta: 5 })}`;
  const { code, stderr } = await run('flat', 'soft', ['training.epochs=1', objective], options);
  expect(code, stderr).toBe(0);
  const { spec, rounds } = resultOf('soft');
  expect(spec.tree).toMatchObject({ name: 'tree.txt', nodes: expect.arrayContaining(['a', 'b']) });
  expect(rounds[0].measures).toMatchObject({ severityTree: 'file' });
  await refused('flat', [objective], {}).toThrow('needs a tree of classes');
  const asked = `tree=${JSON.stringify({ name: 'far.json', hash: 'ab'.repeat(32) })}`;
  await refused('flat', [asked], {}).toThrow('no room for the tree “far.json”');
  await refused('flat', [asked], { hierarchy: [inFolder('tree.txt')] }).toThrow(
    'asks for the tree “far.json”',
  );
});

it('sets one of numbers of groups, branching factor and source of the hierarchy for the others', () => {
  const hierarchyOf = (preset: string, ...sets: readonly string[]) =>
    JSON.parse(presetJson(preset, sets)).method.hierarchy;
  const levels = 'method.hierarchy.levels=[4,12]';
  expect(hierarchyOf('levelwise-tree', levels)).toMatchObject({ levels: [4, 12], branching: null });
  const branching = 'method.hierarchy.branching=3';
  expect(hierarchyOf('levelwise-two-level', branching)).toMatchObject({
    levels: null,
    branching: 3,
  });
  for (const preset of ['levelwise-tree', 'levelwise-two-level']) {
    const labels = hierarchyOf(preset, 'method.hierarchy.from=labels');
    expect(labels).toMatchObject({ from: 'labels', levels: null, branching: null });
  }
  expect(() => presetJson('levelwise-tree', [levels, branching])).toThrow('leave one empty');
  expect(() => presetJson('flat', [levels])).toThrow(`--set ${levels}: `);
});

it('cuts a tree into the numbers of groups that the experiment gives', () => {
  writeFileSync(inFolder('deep.txt'), 'all a\nall b\na c\na d\nc 0\nc 1\nd 2\nd 3\nb 4\nb 5\n');
  const spec = { ...JSON.parse(presetJson('levelwise-two-level', [])) };
  const file = (levels: readonly number[] | null): ExperimentFile => ({
    path: 'spec.json',
    claimed: null,
    note: null,
    startAs: null,
    value: {
      ...spec,
      method: {
        ...spec.method,
        hierarchy: { ...spec.method.hierarchy, levels, branching: levels === null ? 5 : null },
      },
    },
    initial: null,
    treeFiles: [{ name: 'deep.txt', bytes: readFileSync(inFolder('deep.txt')) }],
  });
  const classes = ['0', '1', '2', '3', '4', '5'];
  const groupsOf = (levels: readonly number[] | null) =>
    planLevels(completeSpec(file(levels), classes).method, { name: 'test', classes }).levels.map(
      ({ groupCount }) => groupCount,
    );
  expect(groupsOf([3])).toEqual([3]);
  // A branching factor is not for trees: their own levels count.
  expect(groupsOf(null)).toEqual([2, 4]);
});

it('gives the members of an ensemble their tree, cut as they say, and names their fields', () => {
  const set = 'method.members.hierarchy.levels=[1]';
  const value = JSON.parse(presetJson('glyphs-levelwise-members-quick', []));
  const { members } = value.method;
  const file = (levels: readonly number[] | null): ExperimentFile => ({
    path: 'spec.json',
    claimed: null,
    note: null,
    startAs: null,
    value: {
      ...value,
      method: {
        ...value.method,
        members: { ...members, hierarchy: { ...members.hierarchy, levels } },
      },
    },
    initial: null,
    treeFiles: [{ name: 'tree.txt', bytes: readFileSync(inFolder('tree.txt')) }],
  });
  const classes = ['0', '1', '2', '3', '4', '5'];
  const { method, tree } = completeSpec(file(null), classes);
  expect(tree).toBeUndefined();
  expect(method).toMatchObject({
    kind: 'complementary',
    members: { hierarchy: { from: 'import', imported: { name: 'tree.txt' } } },
  });
  const data = { name: 'test', classes };
  expect(planLevels(method, data).levels.map(({ groupCount }) => groupCount)).toEqual([2]);
  expect(() => planLevels(completeSpec(file([9]), classes).method, data)).toThrow(
    'method.members.hierarchy.levels',
  );
  expect(() => presetJson('glyphs-levelwise-members-quick', [set])).toThrow(
    'method.members.hierarchy.levels',
  );
});

it('refuses what does not fit, by name', async () => {
  const levels = (counts: string) => [
    ...small,
    'method.hierarchy.branching=null',
    `method.hierarchy.levels=${counts}`,
  ];
  await refused('levelwise-tree', levels('[2, 6]'), {}).toThrow('method.hierarchy.levels');
  expect(existsSync(inFolder('refused'))).toBe(false);
  writeFileSync(inFolder('short.txt'), 'all a\nall b\na 0\na 1\nb 2\nb 3\nb 4\n');
  const short = { hierarchy: [inFolder('short.txt')] };
  await refused('levelwise-tree', small, short).toThrow('5');
  writeFileSync(inFolder('cut.safetensors'), 'cut');
  const cut = { initial: inFolder('cut.safetensors') };
  await refused('levelwise-tree', levels('[2]'), cut).toThrow('cut.safetensors: it has 3 bytes');
  const other = [...levels('[2]'), `method.initialFrom=${'a'.repeat(64)}`];
  const saved = { initial: inFolder('flat/network.safetensors') };
  await refused('levelwise-tree', other, saved).toThrow('the experiment asks for aaaa');
  await refused('levelwise-tree', other, {}).toThrow('not at hand');
  const tree = { hierarchy: [inFolder('tree.txt')] };
  const asked = { name: 'far.json', hash: 'ab'.repeat(32) };
  const awaited = [
    ...small,
    'method.hierarchy.levels=null',
    'method.hierarchy.from=import',
    `method.hierarchy.imported=${JSON.stringify(asked)}`,
  ];
  await refused('levelwise-tree', awaited, {}).toThrow('no room for the tree “far.json”');
  await refused('levelwise-tree', awaited, tree).toThrow('asks for the tree “far.json”');
  await refused('flat', [], { hierarchy: [inFolder('none.txt')] }).toThrow('could not be read');
  await expect(compareFolders([inFolder('nowhere'), folder], false)).rejects.toThrow(
    'events.jsonl',
  );
  await expect(compareFolders([folder], false)).rejects.toThrow('two runs');
});
