import { expect, it } from 'vitest';
import { defaultSpec } from '../../../spec/presets/presets.ts';
import { sampleDataset } from '../../../store/testing/fakeClient.ts';
import { classesText, listClasses, searchClasses } from './classList.ts';

const view = sampleDataset('leaves', ['Oak', 'elm', 'ash', 'fir']);
const dataset = {
  ...defaultSpec.dataset,
  validation: 0,
  exclude: ['ash'],
  merge: [{ name: 'broad', classes: ['Oak', 'elm'] }],
};
const classes = listClasses(view, dataset, [0, 3, 0, 0]);

it('tells what becomes of each class, and of its images', () => {
  expect(classes.map(({ isLeftOut }) => isLeftOut)).toEqual([false, false, true, false]);
  expect(classes.map(({ mergedInto }) => mergedInto)).toEqual(['broad', 'broad', null, null]);
  expect(classes[1].counts).toEqual({ train: 5, validation: 0, test: 2 });
  expect(classesText(classes)).toBe('4 classes, 1 left out, 2 merged into 1');
  const listed = listClasses(view, { ...dataset, classes: ['Oak', 'elm'], exclude: [] }, null);
  expect(listed.map(({ isLeftOut }) => isLeftOut)).toEqual([false, false, true, true]);
});

it('writes large counts as the rest of the page does', () => {
  const many = sampleDataset(
    'many',
    Array.from({ length: 1200 }, (_, at) => `class ${at}`),
  );
  const plain = { ...dataset, exclude: [...many.classes.slice(0, 1100)], merge: [] };
  expect(classesText(listClasses(many, plain, null))).toBe('1,200 classes, 1,100 left out');
});

it('finds classes by their name and by that of their merged class', () => {
  const found = (typed: string) => searchClasses(classes, typed).map(({ name }) => name);
  expect(found('aK')).toEqual(['Oak']);
  expect(found(' BROAD')).toEqual(['Oak', 'elm']);
  expect(found('')).toHaveLength(4);
});
