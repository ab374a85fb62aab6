import { describe, expect, it } from 'vitest';
import { describeIssues } from '../readSpec.ts';
import { plannedRuns, plannedSettings } from './plannedRuns.ts';
import { readSweep } from './readSweep.ts';
import { doseSweep, doseWith, glyphsBase, sweepOf } from './testing/sweepSamples.ts';

function complaints(value: unknown): string {
  const reading = readSweep(value);
  return reading.ok ? 'accepted' : describeIssues(reading.issues);
}

const mu = { name: 'μ', path: 'method.mu', values: [0.5, 0.7, 1] };

describe('readSweep', () => {
  it('passes over an axis that a method knows nothing of', () => {
    const settings = plannedSettings(sweepOf(doseSweep));
    expect(settings.map(({ name, values }) => [name, values])).toEqual([
      ['Averaging', ['averaging', null]],
      ['Complementary, μ 0.5', ['complementary', '0.5']],
      ['Complementary, μ 0.7', ['complementary', '0.7']],
      ['Complementary, μ 1', ['complementary', '1']],
    ]);
    expect(settings.map(({ spec }) => spec.method)).toMatchObject([
      { kind: 'averaging', rounds: 4 },
      { kind: 'complementary', mu: 0.5 },
      { kind: 'complementary', mu: 0.7 },
      { kind: 'complementary', mu: 1 },
    ]);
  });

  it('chooses kinds first, whatever the order of the axes', () => {
    const reversed = plannedSettings(sweepOf(doseWith({ axes: [...doseSweep.axes].reverse() })));
    const keys = (settings: readonly { key: string }[]) => settings.map(({ key }) => key).sort();
    expect(keys(reversed)).toEqual(keys(plannedSettings(sweepOf(doseSweep))));
  });

  it('sets several fields at once, and fits a chosen kind to the epochs', () => {
    const axes = [
      {
        name: 'method',
        values: [
          { name: 'as it is', set: {} },
          { name: 'released', set: { 'method.update': 'released-code', 'method.errors': 'hard' } },
          { name: 'averaged', set: { 'method.kind': 'weight-averaging' } },
        ],
      },
      { path: 'training.epochs', values: [3, 60] },
      { name: 'errors', path: 'method.errorsFrom', values: ['train', 'validation'] },
    ];
    const settings = plannedSettings(sweepOf(doseWith({ axes })));
    expect(settings.map(({ name }) => name)).toEqual([
      'as it is, epochs 3, errors training',
      'as it is, epochs 3, errors validation',
      'as it is, epochs 60, errors training',
      'as it is, epochs 60, errors validation',
      'released, epochs 3, errors training',
      'released, epochs 3, errors validation',
      'released, epochs 60, errors training',
      'released, epochs 60, errors validation',
      'averaged, epochs 3',
      'averaged, epochs 60',
    ]);
    expect(settings.at(-1)?.spec.training.schedule).toMatchObject({ tailFrom: 48 });
  });

  it('passes over options of objectives, networks and schedules that are not chosen', () => {
    const axes = [
      { path: 'method.kind', values: ['single', 'averaging'] },
      { path: 'method.objective.kind', values: ['cross-entropy', 'focal'] },
      { path: 'method.objective.gamma', values: [1, 2] },
      { path: 'network.kind', values: ['mlp', 'cnn'] },
      { path: 'network.hidden', values: [[50], [100]] },
    ];
    const settings = plannedSettings(sweepOf(doseWith({ axes })));
    expect(settings).toHaveLength((1 + 2 + 1) * (2 + 1));
  });

  it('leaves combinations out', () => {
    const leaveOut = [{ 'method.kind': 'complementary', μ: '0.7' }];
    const names = plannedSettings(sweepOf(doseWith({ leaveOut }))).map(({ name }) => name);
    expect(names).toEqual(['Averaging', 'Complementary, μ 0.5', 'Complementary, μ 1']);
  });

  it('takes an even range of seeds', () => {
    const sweep = sweepOf(doseWith({ seeds: { first: 7, count: 3 } }));
    expect(sweep.seeds).toEqual([7, 8, 9]);
  });

  it('reads what it has read, alike', () => {
    const sweep = sweepOf(doseSweep);
    expect(sweepOf(JSON.parse(JSON.stringify(sweep)))).toEqual(sweep);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown field', { grid: [] }, 'grid: is not a field of a sweep; remove it'],
    ['a newer form', { version: 2 }, 'version: is 2; this Espalier reads sweeps of version 1'],
    ['a newer base', { base: { ...glyphsBase, version: 9 } }, 'base.version: is 9; this Espalier'],
    ['a wrong base', { base: { ...glyphsBase, seed: -1 } }, 'base.seed: must be a whole number'],
    ['no base', { base: undefined }, 'base: An experiment must be a JSON object'],
    ['an axis without values', { axes: [{ ...mu, values: [] }] }, 'axes.0.values: needs at least'],
    ['an axis of neither form', { axes: [{ over: 3 }] }, 'axes.0'],
    [
      'a value out of range',
      { axes: [{ ...mu, values: [0.5, 99] }] },
      'axes.0.values.1: must be a number from 0.05 to 10',
    ],
    [
      'a value out of range among several fields',
      {
        axes: [
          { name: 'a', values: [{ name: 'b', set: { network: { kind: 'mlp', hidden: [0] } } }] },
        ],
      },
      'axes.0.values.0.set.network.hidden.0: must be whole numbers',
    ],
    [
      'a kind that there is none of',
      { axes: [{ path: 'method.kind', values: ['averaging', 'bagging'] }, mu] },
      'axes.0.values.1: must be one of',
    ],
    [
      'a field that no setting has',
      { axes: [{ path: 'method.stress', values: [1] }] },
      'axes.0.values.0: no setting has a field method.stress',
    ],
    [
      'a field of another method',
      { axes: [{ path: 'method.objective.gamma', values: [1, 2] }] },
      'axes.0.values.1: no setting has a field method.objective.gamma',
    ],
    [
      'fields that do not agree',
      {
        base: { ...glyphsBase, dataset: { ...glyphsBase?.dataset, validation: 0 } },
        axes: [{ path: 'method.errorsFrom', values: ['train', 'validation'] }, mu],
      },
      'axes.0.values.1: needs validation images',
    ],
    [
      'a base that a value does not suit',
      { axes: [{ path: 'method.kind', values: ['complementary', 'levelwise'] }] },
      'axes.0.values.1: how many groups suit it depends on the classes',
    ],
    [
      'a value twice',
      { axes: [{ ...mu, values: [0.7, 1, 0.7] }] },
      'axes.0.values.2: “0.7” stands there twice',
    ],
    ['an axis twice', { axes: [mu, mu] }, 'axes.1: is called “μ” as another axis is'],
    ['a field in two axes', { axes: [mu, { ...mu, name: 'b' }] }, 'axes.1: sets method.mu, which'],
    [
      'seeds as an axis',
      { axes: [{ path: 'seed', values: [1, 2] }] },
      'axes.0: seed is not an axis',
    ],
    ['a seed twice', { seeds: [1, 2, 1] }, 'seeds.2: 1 stands there twice'],
    ['no seed', { seeds: [] }, 'seeds: needs at least one seed'],
    ['a million runs', { seeds: { first: 1, count: 250_000 } }, '= 1,000,000 runs; a sweep has at'],
    [
      'a million combinations',
      {
        axes: [
          mu,
          ...['momentum', 'weightDecay'].map((name) => ({
            path: `training.${name}`,
            values: Array.from({ length: 600 }, (_, at) => at / 1000),
          })),
        ],
      },
      'axes: come to 3 × 600 × 600 × 2 seeds = 2,160,000 runs',
    ],
    [
      'an unknown axis',
      { leaveOut: [{ nu: '1' }] },
      'leaveOut.0.nu: there is no axis “nu”; known:',
    ],
    ['an unknown value', { leaveOut: [{ μ: '3' }] }, 'leaveOut.0.μ: “3” is no value; known: “0.5”'],
    [
      'an entry for nothing',
      { leaveOut: [{ 'method.kind': 'averaging', μ: '1' }] },
      'leaveOut.0: leaves nothing out',
    ],
    ['all that there is', { leaveOut: [{}] }, 'leaveOut: leaves nothing of the sweep'],
  ])('refuses %s, with place and remedy', (_, change, words) => {
    expect(complaints(doseWith(change))).toContain(words);
  });

  it('refuses two values that come to the same experiment', () => {
    const values = [
      { name: 'plain', set: { 'method.permuted': false } },
      { name: 'control', set: { 'method.permuted': true } },
      { name: 'neither', set: {} },
    ];
    expect(complaints(doseWith({ axes: [{ name: 'order', values }] }))).toContain(
      'comes to the same experiment as the setting “plain”: every run would be there twice',
    );
  });

  it.each([
    [
      'device',
      ['auto', 'wasm'],
      'axes.0.values.0: leaves open what the setting “device WASM” names',
    ],
    ['dataset.hash', ['ab'.repeat(32), null], 'axes.0.values.1: leaves open'],
  ])('refuses results that could not be told apart by %s', (path, values, words) => {
    expect(complaints(doseWith({ axes: [{ path, values }] }))).toContain(words);
    const exact = values.map((value) => (value === 'auto' ? 'cpu' : (value ?? 'cd'.repeat(32))));
    expect(complaints(doseWith({ axes: [{ path, values: exact }] }))).toBe('accepted');
  });

  it('refuses a range of seeds that goes beyond the largest', () => {
    const largest = 2 ** 31 - 1;
    const seeds = (first: number) => complaints(doseWith({ seeds: { first, count: 3 } }));
    expect(seeds(largest - 2)).toBe('accepted');
    expect(seeds(largest - 1)).toContain(`seeds: go beyond ${largest}`);
  });

  it('tells few of ten thousand entries that leave nothing out', () => {
    const values = Array.from({ length: 50 }, (_, at) => 0.1 + at / 100);
    const change = (value: string) => ({
      axes: [{ name: 'μ', path: 'method.mu', values }],
      leaveOut: Array.from({ length: 10_000 }, () => ({ μ: value })),
      base: { ...glyphsBase, method: { ...glyphsBase?.method, kind: 'complementary' } },
    });
    const unknown = complaints(doseWith(change('none')));
    expect(unknown).toContain('“none” is no value; known: “0.1”');
    expect(unknown).toContain('9980 more places are wrong');
    expect(unknown.length).toBeLessThan(20_000);
    const all = readSweep(doseWith(change('0.1')));
    expect(all.ok && plannedSettings(all.sweep)).toHaveLength(49);
  });

  it('refuses sections that are none, and values nested without end', () => {
    const kinds = { path: 'method.kind', values: ['averaging', 'complementary'] };
    const axes = [{ path: 'dataset', values: [null] }, kinds];
    expect(complaints(doseWith({ axes }))).toContain('axes.0.values.0');
    let nested: unknown = 1;
    for (let level = 0; level < 50_000; level++) nested = [nested];
    for (const axis of [
      { path: 'training.epochs', values: [nested] },
      { name: 'x', values: [{ name: 'y', set: { 'training.epochs': nested } }] },
    ]) {
      expect(complaints(doseWith({ axes: [axis] }))).toContain('axes.0');
    }
  });

  it('says what has changed since an older base was made', () => {
    const method = { ...glyphsBase?.method, objective: 'likelihood-balanced' };
    const reading = readSweep(doseWith({ base: { ...glyphsBase, method }, axes: [] }));
    expect(reading.ok && reading.note).toContain('Eq. 2');
  });

  it.each([null, 5, [], 'x', {}, { format: 'espalier-sweep' }])('refuses %j', (value) => {
    expect(readSweep(value).ok).toBe(false);
  });

  it('plans ten thousand runs', () => {
    const runs = plannedRuns(sweepOf(doseWith({ seeds: { first: 0, count: 2500 } })));
    expect(new Set(runs.map(({ hash }) => hash)).size).toBe(10_000);
  });
});
