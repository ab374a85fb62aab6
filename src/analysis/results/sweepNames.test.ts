import { expect, it } from 'vitest';
import { plannedRuns } from '../../spec/sweeps/plannedRuns.ts';
import { doseWith, sweepOf } from '../../spec/sweeps/testing/sweepSamples.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import { resultsTable } from './resultsTable.ts';
import { settingKey } from './settings.ts';
import { sweepNames } from './sweepNames.ts';

const sweep = sweepOf(
  doseWith({
    axes: [
      { path: 'method.kind', values: ['averaging', 'complementary'] },
      {
        name: 'strength',
        values: [
          { name: 'weak', set: { 'method.mu': 0.5 } },
          { name: 'strong', set: { 'method.mu': 1 } },
        ],
      },
    ],
  }),
);
/** As they are recorded: with the data that was found and the device that “auto” came to. */
const outcomes = plannedRuns(sweep).map(({ spec }) =>
  sampleOutcome({
    ...spec,
    device: 'wasm',
    dataset: { ...spec.dataset, hash: 'aa'.repeat(32) },
  }),
);
const otherSweeps = [0.1, 0.2, 0.3, 0.4, 0.6, 0.8].map((mu) =>
  sweepOf(doseWith({ name: `Another, ${mu}`, axes: [{ path: 'method.mu', values: [mu] }] })),
);

const named = (runs = outcomes, sweeps = [...otherSweeps, sweep]) => {
  const names = sweepNames(runs, sweeps);
  const table = resultsTable(runs, {
    measures: ['top1'],
    nameOf: (outcome) => names?.get(settingKey(outcome)) ?? null,
  });
  return table.rows.map(({ name, note }) => [name, note]);
};

it('calls settings as the sweep does that their runs come from', () => {
  expect(named()).toEqual([
    ['Averaging', null],
    ['Complementary, weak', null],
    ['Complementary, strong', null],
  ]);
  expect(named(outcomes.slice(0, 2))).toHaveLength(2);
});

it('does so whatever the sweep is called by now, and with seeds that it has not', () => {
  const renamed = { ...sweep, name: 'Renamed' };
  const more = outcomes.map(({ spec }) => sampleOutcome({ ...spec, seed: 77 }));
  expect(named([...outcomes, ...more], [renamed]).map(([name]) => name)).toContain(
    'Complementary, strong',
  );
});

it('leaves runs of which some are no sweep’s their own names', () => {
  const stranger = sampleOutcome({ name: 'Dose: a stranger' });
  expect(sweepNames([...outcomes, stranger], [sweep])).toBeNull();
  expect(sweepNames(outcomes, [])).toBeNull();
  expect(sweepNames([], [sweep])).toBeNull();
  expect(named(outcomes, otherSweeps)[1][0]).toContain('μ 0.5');
});

it('tells settings apart that a sweep does not', () => {
  const elsewhere = outcomes.map(({ spec }) => sampleOutcome({ ...spec, device: 'webgpu' }));
  expect(sweepNames([...outcomes, ...elsewhere], [sweep])).toBeNull();
});
