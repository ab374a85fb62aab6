import { expect, it } from 'vitest';
import { presetJson } from './specCommand.ts';

it('sets which classes and images a run has', () => {
  const merge = [{ name: 'round', classes: ['0', '6'] }];
  const sets = [
    `dataset.merge=${JSON.stringify(merge)}`,
    'dataset.exclude=["9"]',
    'dataset.validation={"perClass":500}',
    'dataset.dropLeaked=true',
  ];
  expect(JSON.parse(presetJson('mnist-mlp', sets)).dataset).toMatchObject({
    merge,
    exclude: ['9'],
    validation: { perClass: 500 },
    dropLeaked: true,
  });
  const both = [...sets, 'dataset.exclude=["6"]'];
  expect(() => presetJson('mnist-mlp', both)).toThrow('dataset.exclude: holds “6”');
});

it('sets the mean and deviation that images are normalised by', () => {
  const normalise = { mean: [0.1307], deviation: [0.3081] };
  const set = `augment.normalise=${JSON.stringify(normalise)}`;
  expect(JSON.parse(presetJson('mnist-mlp', [set])).augment.normalise).toEqual(normalise);
  const bare = 'augment.normalise={"mean":[33],"deviation":[0.3]}';
  expect(() => presetJson('mnist-mlp', [bare])).toThrow(
    'augment.normalise.mean.0: must be numbers from 0 to 1',
  );
});

it('begins anew with a method, an objective, a network or a schedule that is chosen', () => {
  const method = (...sets: string[]) => JSON.parse(presetJson('glyphs-cnn', sets)).method;
  expect(method('method.kind=deep-boosting')).toEqual({ kind: 'deep-boosting', rounds: 4 });
  const focal = ['method.kind=single', 'method.objective.kind=focal'];
  expect(method(...focal, 'method.objective.gamma=1').objective).toEqual({
    kind: 'focal',
    gamma: 1,
  });
  expect(method(...focal, 'method.objective.kind=cross-entropy')).toEqual({ kind: 'single' });
  const snapshots = JSON.parse(presetJson('glyphs-cnn', ['method.kind=snapshot']));
  expect(snapshots.training.schedule).toEqual({ kind: 'cyclic-cosine', cycles: 1 });
  const vgg = JSON.parse(presetJson('glyphs-cnn', ['network.kind=vgg', 'network.width=0.5']));
  expect(vgg.network).toMatchObject({ kind: 'vgg', width: 0.5 });
});

it('makes the members of an ensemble level-wise, and flat again', () => {
  const method = (...sets: string[]) =>
    JSON.parse(presetJson('glyphs-levelwise-members-quick', sets)).method;
  const levels = ['method.members.hierarchy.branching=4', 'method.members.convergedAfter=2'];
  expect(method(...levels).members).toMatchObject({
    hierarchy: { levels: null, branching: 4 },
    convergedAfter: 2,
  });
  expect(method('method.members=flat')).not.toHaveProperty('members');
  const few = ['dataset.classes=["0","O","o","1","I","l"]', 'method.members=level-wise'];
  const { members } = JSON.parse(presetJson('glyphs-cnn', few)).method;
  expect(members).toMatchObject({ hierarchy: { from: 'features', levels: [2] }, adapt: 'tree' });
});

it.each([
  ['method.members=level-wise', 'Begin with a preset of it'],
  ['method.members.adapt=tree', 'has no field members there'],
  ['method.objective.kind=focal', 'set method.kind=single before it'],
  ['augment.normalise.mean=[0.5]', 'has no field mean there'],
  ['method.kind=levelwise', 'Begin with a preset of it'],
  ['method.kind=bagging', 'must be one of'],
])('refuses to set %s, and says why', (change, why) => {
  expect(() => presetJson('glyphs-cnn', [change])).toThrow(why);
});

it('refuses an objective that there is none of', () => {
  const sets = ['method.kind=single', 'method.objective.kind=hinge'];
  expect(() => presetJson('glyphs-cnn', sets)).toThrow('method.objective.kind: must be one of');
});

it('sets what a run starts from, as any other field', () => {
  const network = 'ab'.repeat(32);
  const start = (...sets: string[]) => JSON.parse(presetJson('glyphs-cnn', sets)).start;
  expect(start(`start.network=${network}`)).toEqual({ network, as: 'weights' });
  const asRound = ['start.as=round', `start.network=${network}`];
  expect(start(...asRound)).toEqual({ network, as: 'round' });
  expect(start(...asRound, 'start=null')).toBeUndefined();
  expect(() => start('start.as=round')).toThrow('start.network');
  expect(() => start('start.network=mine')).toThrow('start.network');
});
