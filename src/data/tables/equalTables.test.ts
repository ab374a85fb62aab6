import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalTablesOnce } from './equalTables.ts';

const table = (entry: string, text: string) => ({
  file: 'set.zip',
  entry,
  bytes: new TextEncoder().encode(text),
});

test('tables of one name and the same bytes are taken once, in any order', () => {
  const files = [
    table('train.csv', '0,1'),
    table('train/train.csv', '0,1'),
    table('test.csv', '0,2'),
    table('test/test.csv', '0,3'),
    table('copy.csv', '0,1'),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      const { tables, notes } = equalTablesOnce(shuffled);
      const kept = tables.map(({ entry }) => entry).sort();
      expect(kept).toEqual(['copy.csv', 'test.csv', 'test/test.csv', 'train.csv']);
      expect(notes).toEqual(['“train/train.csv” is there twice; taken once.']);
    }),
  );
});
