import { expect, test } from 'vitest';
import { libraryLines } from '../../../analysis/library/libraryLines.ts';
import { runGroups } from '../../../analysis/library/runGroups.ts';
import { sampleLibrary } from '../../../analysis/testing/sampleLibrary.ts';
import { allRows, chosenKeys, chosenRuns, listGroups } from './listRows.ts';

const groups = listGroups(runGroups(libraryLines(sampleLibrary()), 'what differs'));
const rows = allRows(groups);
const [several] = rows.filter(({ single }) => single.length > 1);
const ids = several.line.runs.map(({ runId }) => runId);

test('every run of a line of several has a row of its own, keys are told apart', () => {
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  const alone = rows.filter(({ line, single }) => line.runs.length > 1 && single.length === 0);
  expect(alone).toEqual([]);
});

test('a line is chosen with all its runs, and no more once one is taken away', () => {
  const all = chosenRuns(groups, new Set(), new Set([several.key]));
  expect([...all].sort()).toEqual([...ids].sort());
  const keys = chosenKeys(groups, all);
  expect(keys.has(several.key)).toBe(true);
  expect(several.single.every(({ key }) => keys.has(key))).toBe(true);
  const [first] = several.single;
  const without = new Set([...keys].filter((key) => key !== first.key));
  const rest = chosenRuns(groups, all, without);
  expect(rest.size).toBe(ids.length - 1);
  expect(chosenKeys(groups, rest).has(several.key)).toBe(false);
});

test('lines tell their data set where the group holds several', () => {
  expect(rows.some(({ isOfMany }) => isOfMany)).toBe(false);
  const flat = listGroups(runGroups(libraryLines(sampleLibrary()), 'nothing'));
  expect(allRows(flat).every(({ isOfMany }) => isOfMany)).toBe(true);
});

test('all can be chosen, and what is not listed stays chosen', () => {
  expect(chosenRuns(groups, new Set(), 'all').size).toBe(105);
  expect(chosenRuns(groups, new Set(['hidden']), new Set([several.key])).has('hidden')).toBe(true);
});

test('a row that is drawn by the same as before is the very same, for what is drawn of it to stay', () => {
  const lines = libraryLines(sampleLibrary());
  const listed = () => allRows(listGroups(runGroups(lines, 'what differs')));
  const before = listed();
  expect(listed().every((row, place) => row === before[place])).toBe(true);
  const flat = allRows(listGroups(runGroups(lines, 'nothing')));
  expect(flat.some((row) => before.includes(row) && !row.isOfMany)).toBe(false);
});
