import { expect, test } from 'vitest';
import { libraryRun } from '../testing/sampleLibrary.ts';
import { digestRepeats } from './digestRepeats.ts';

const run = (digest: string | null, seed = 1) => libraryRun({ digest }, { seed });

test('runs of one experiment are held against one another, others are not counted', () => {
  expect(digestRepeats([run('a'), run('b', 2)])).toBeNull();
  expect(digestRepeats([run('a'), run(null)])).toBeNull();
  expect(digestRepeats([run('a'), run('a'), run('a'), run('b', 2)])).toEqual({ runs: 3, alike: 3 });
  expect(digestRepeats([run('a'), run('b'), run('a')])).toEqual({ runs: 3, alike: 2 });
});

test('a run on another device is no repeat', () => {
  const other = libraryRun({ digest: 'a', device: 'wasm' });
  expect(digestRepeats([libraryRun({ digest: 'b' }), other])).toBeNull();
});
