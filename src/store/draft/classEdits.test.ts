import { expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { leaveOut, mergeInto, takeApart, takeBack } from './classEdits.ts';

const names = ['cat', 'dog', 'oak', 'elm'];
const { dataset } = defaultSpec;

it('leaves classes out once, and takes them back', () => {
  const out = leaveOut(leaveOut(dataset, ['cat']), ['cat', 'oak']);
  expect(out.exclude).toEqual(['cat', 'oak']);
  expect(takeBack(out, ['oak', 'cat'], names)).toEqual(dataset);
});

it('takes a class back that a list of classes lacks, in its place at the end', () => {
  const listed = { ...dataset, classes: ['dog', 'cat'] };
  expect(takeBack(listed, ['elm'], names).classes).toEqual(['dog', 'cat', 'elm']);
  const last = { ...dataset, classes: names.slice(0, 3) };
  expect(takeBack(last, ['elm'], names).classes).toBeNull();
});

it('merges, joins, and takes apart until one class is left', () => {
  const trees = mergeInto(dataset, ['oak', 'elm'], 'tree');
  expect(trees.merge).toEqual([{ name: 'tree', classes: ['oak', 'elm'] }]);
  expect(mergeInto(trees, ['dog'], 'tree').merge[0].classes).toEqual(['oak', 'elm', 'dog']);
  expect(takeApart(trees, ['elm'])).toEqual(dataset);
});

it('takes a class that is left out, or merged anew, out of its merged class', () => {
  const all = mergeInto(dataset, ['oak', 'elm', 'dog'], 'x');
  expect(leaveOut(all, ['dog'])).toMatchObject({
    exclude: ['dog'],
    merge: [{ name: 'x', classes: ['oak', 'elm'] }],
  });
  expect(mergeInto(all, ['dog', 'cat'], 'y').merge).toEqual([
    { name: 'x', classes: ['oak', 'elm'] },
    { name: 'y', classes: ['dog', 'cat'] },
  ]);
});
