import { expect, it } from 'vitest';
import { startingMethod } from '../../spec/methods/methodFacts.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import { resultsTable } from './resultsTable.ts';
import type { RunOutcome } from './runOutcome.ts';

const around = { rounds: 2, classCount: 5, epochs: 1 };
const averaging = startingMethod('averaging', around);
const single = startingMethod('single', around);

/** A run on five or so classes, with errors on the images to rank by and on those to measure on. */
function run(
  method: RunOutcome['spec']['method'],
  seed: number,
  rankedErrors: readonly (number | null)[],
  classErrors: readonly (number | null)[],
  change: Partial<RunOutcome> = {},
): RunOutcome {
  const classes = classErrors.map((_, index) => String(index));
  return sampleOutcome({ method, seed }, { classes, rankedErrors, classErrors, ...change });
}

const column = (outcomes: readonly RunOutcome[]) =>
  resultsTable(outcomes, { measures: ['hardestFifthOfBaseline'] }).rows.map(({ cells: [cell] }) =>
    cell.values.map(({ value }) => value),
  );

it('measures all settings on the classes that the baseline errs on most over its seeds', () => {
  const found = column([
    // Class 1 is hardest for seed 1, class 2 for seed 2: class 2 by their mean.
    run(averaging, 1, [0.1, 0.5, 0.4, 0, 0], [0.9, 0.2, 0.3, 0, 0]),
    run(averaging, 2, [0.1, 0.1, 0.6, 0, 0], [0.9, 0.2, 0.5, 0, 0]),
    run(single, 1, [0.9, 0, 0, 0, 0], [1, 1, 0.25, 1, 1]),
  ]);
  expect(found).toEqual([
    [expect.closeTo(0.7, 12), expect.closeTo(0.5, 12)],
    [expect.closeTo(0.75, 12)],
  ]);
});

it('leaves out classes without images, and takes the lower of two that are equally hard', () => {
  const ranked = [null, 0.9, 0.5, 0.5, 0.5, 0.1];
  expect(column([run(averaging, 1, ranked, [1, null, 0.2, 0.4, 0.6, 0])])).toEqual([
    [expect.closeTo(0.8, 12)],
  ]);
});

it('tells nothing where the baseline does not tell what to rank by', () => {
  const untold = run(averaging, 1, [], [0.1, 0.2]);
  expect(column([untold, run(single, 1, [0.1, 0.2], [0.1, 0.2])])).toEqual([[], []]);
});

it('ranks other data by the baseline’s setting there, and not where there is none', () => {
  const there = { datasetHash: 'bb'.repeat(32) };
  const found = column([
    run(averaging, 1, [0.9, 0.1], [0.4, 0.6]),
    run(averaging, 1, [0.1, 0.9], [0.4, 0.6], there),
    run(single, 1, [0.9, 0.1], [0.1, 0.2], there),
  ]);
  expect(found).toEqual([
    [expect.closeTo(0.6, 12)],
    [expect.closeTo(0.4, 12)],
    [expect.closeTo(0.8, 12)],
  ]);
  expect(column([run(averaging, 1, [0.9], [0.4]), run(single, 1, [0.9], [0.4], there)])).toEqual([
    [expect.closeTo(0.6, 12)],
    [],
  ]);
});
