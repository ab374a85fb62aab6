import { expect, test } from 'vitest';
import { libraryLines } from '../../../analysis/library/libraryLines.ts';
import { runGroups } from '../../../analysis/library/runGroups.ts';
import { sampleLibrary } from '../../../analysis/testing/sampleLibrary.ts';
import { listGroups } from './listRows.ts';
import { firstLines } from './useFirstLines.ts';

const groups = listGroups(runGroups(libraryLines(sampleLibrary()), 'what differs'));
const rows = groups.flatMap((group) => group.rows);

test('the first lines are those of the whole list, in its order, however many are asked for', () => {
  expect(groups.length).toBeGreaterThan(1);
  for (let count = 1; count <= rows.length + 1; count++) {
    const first = firstLines(groups, count);
    expect(first.flatMap((group) => group.rows)).toEqual(rows.slice(0, count));
    for (const group of first.slice(0, -1)) expect(groups).toContain(group);
  }
  expect(firstLines(groups, rows.length)).toEqual(groups);
});
