import { expect, test } from 'vitest';
import { libraryLines } from '../../../analysis/library/libraryLines.ts';
import { runGroups } from '../../../analysis/library/runGroups.ts';
import { sampleLibrary } from '../../../analysis/testing/sampleLibrary.ts';
import { isRowItem, listItems } from './listItems.ts';
import { allRows, listGroups } from './listRows.ts';
import { rowAbove, rowCalled, rowNear, rowReached, rowTitle } from './rowSteps.ts';
import { keysBetween } from './useRowChoice.ts';

const groups = listGroups(runGroups(libraryLines(sampleLibrary()), 'what differs'));
const everyKey = new Set(allRows(groups).map(({ key }) => key));
const closed = listItems(groups, new Set());
const opened = listItems(groups, everyKey);
const places = opened.flatMap((item, place) => (isRowItem(item) ? place : []));

test('each group has its head and its lines, and opened lines have their runs below them', () => {
  expect(closed.filter((item) => !isRowItem(item))).toHaveLength(groups.length);
  expect(closed.filter(isRowItem).map(({ row }) => row)).toEqual(
    groups.flatMap(({ rows }) => rows),
  );
  expect(opened.filter(isRowItem).map(({ row }) => row)).toEqual(allRows(groups));
  for (const item of opened.filter(isRowItem)) {
    expect(item.isOpen).toBe(item.row.single.length > 0 ? true : null);
    expect(item.place).toBeLessThanOrEqual(item.of);
  }
});

test('arrows walk every row once, down and up, and no head of a group', () => {
  const walked = (from: number, key: string) => {
    const reached: number[] = [];
    for (let at = rowReached(opened, from, key); at !== null; at = rowReached(opened, at, key)) {
      reached.push(at);
    }
    return reached;
  };
  expect(walked(-1, 'ArrowDown')).toEqual(places);
  expect(walked(opened.length, 'ArrowUp')).toEqual(places.toReversed());
  expect(walked(opened.length, 'PageUp').at(-1)).toBe(places[0]);
  expect(rowReached(opened, 40, 'Home')).toBe(places[0]);
  expect(rowReached(opened, 40, 'End')).toBe(places.at(-1));
  expect(rowReached(opened, 40, 'x')).toBeNull();
  expect(rowReached([], -1, 'End')).toBeNull();
});

test('from a run an arrow leads to the line above it, from a line nowhere', () => {
  for (const [place, item] of opened.entries()) {
    const above = rowAbove(opened, place);
    if (!isRowItem(item) || item.level === 1) expect(above).toBeNull();
    else expect(opened[above ?? -1]?.row?.single).toContain(item.row);
  }
});

test('letters lead to the next row of that name, round the end, and stay as more are typed', () => {
  const [first] = opened.filter(isRowItem);
  const name = rowTitle(first);
  const [at] = places;
  expect(rowCalled(opened, opened.length - 1, name[0].toUpperCase())).toBe(at);
  expect(rowCalled(opened, at, name.toLowerCase())).toBe(at);
  expect(rowCalled(opened, at, 'no run is called so')).toBeNull();
});

test('what stands nearest takes the place of what is gone', () => {
  expect(rowNear(opened, 0)).toBe(places[0]);
  expect(rowNear(opened, opened.length + 5)).toBe(places.at(-1));
  expect(rowNear([], 3)).toBeNull();
});

test('rows between two are the same whichever is named first, and none where one is gone', () => {
  const [one, other] = [places[2], places[9]].map((place) => opened[place].key);
  const between = keysBetween(opened, one, other);
  expect(between).toEqual(
    opened
      .slice(places[2], places[9] + 1)
      .filter(isRowItem)
      .map(({ key }) => key),
  );
  expect(keysBetween(opened, other, one)).toEqual(between);
  expect(keysBetween(opened, 'gone', other)).toEqual([]);
});
