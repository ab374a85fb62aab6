import { describe, expect, it } from 'vitest';
import type { PaperTable } from '../../spec/papers/exhibit.ts';
import { complementaryTables, levelwiseTables } from '../../spec/papers/publishedTables.ts';
import type { Preset } from '../../spec/presets/preset.ts';
import { presetOf } from '../../spec/presets/presets.ts';
import type { RunOutcome } from '../results/runOutcome.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import { exhibitState } from './exhibitState.ts';
import { formLines } from './formLines.ts';
import { ownResults } from './ownResults.ts';
import { tableSummary } from './tableSummary.ts';

const [tableOne] = complementaryTables;
const [tableI] = levelwiseTables;
const [mnist] = tableOne.rows;

function preset(id: string): Preset {
  const found = presetOf(id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
}

/** A run of a preset, whose vote errs so much after each round. */
function run(id: string, seed: number, errors: readonly number[], change = {}): RunOutcome {
  const { spec } = preset(id);
  const votes = errors.map((error) => ({ 1: error, 2: error / 2, 5: error / 4, 10: error / 8 }));
  return sampleOutcome({ ...spec, seed, name: 'mine', device: 'wasm' }, { votes, ...change });
}

const own = (outcomes: readonly RunOutcome[]) => ownResults(mnist, tableOne.columns, outcomes);

describe('ownResults', () => {
  it('folds seeds into means, with an interval from three on', () => {
    const runs = [1, 2, 3].map((seed) => run('mnist-mlp', seed, [0.03 + seed / 100, 0.02]));
    const [results, ...others] = own(runs);
    expect(others).toEqual([]);
    expect(results.form.preset.id).toBe('mnist-mlp');
    expect(results.seeds).toBe(3);
    expect(results.cells[0]?.mean).toBeCloseTo(5, 9);
    // 4.302653 is Student's t of 2 degrees of freedom, and 1 the deviation of 4, 5 and 6.
    expect(results.cells[0]?.reach).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
    expect(results.cells[1]?.reach).toBeCloseTo(0, 9);
    expect(results.cells[2]).toBeNull();
    expect(own(runs.slice(0, 2))[0].cells[0]?.reach).toBeNull();
  });

  it('counts a seed once, and runs under way only where nothing has ended', () => {
    const ended = run('mnist-mlp', 1, [0.04]);
    const again = run('mnist-mlp', 1, [0.02]);
    const open = run('mnist-mlp', 2, [0.9], { digest: null });
    const [results] = own([ended, again, open]);
    expect(results.cells[0]?.mean).toBeCloseTo(3, 9);
    expect(results.seeds).toBe(1);
    expect(own([open])[0].cells[0]?.mean).toBeCloseTo(90, 9);
  });

  it('keeps other experiments out, and other data apart', () => {
    const { spec } = preset('mnist-mlp');
    const longer = sampleOutcome({ ...spec, training: { ...spec.training, epochs: 7 } });
    expect(own([longer])).toEqual([]);
    const dataset = { ...spec.dataset, source: 'local:fashion' };
    const fashion = sampleOutcome(
      { ...spec, dataset },
      { datasetHash: 'bb'.repeat(32), datasetName: 'fashion' },
    );
    const results = own([run('mnist-mlp', 1, [0.04]), fashion]);
    expect(results.map(({ dataset }) => dataset)).toEqual([null, 'fashion']);
  });

  it('takes all networks of a joint method as voting at once', () => {
    const rows = complementaryTables[1].rows;
    const joint = rows.find(({ name }) => name === 'ResNet-56, jointly trained');
    if (joint === undefined) throw new Error('no such row');
    const outcomes = [run('cifar100-resnet56-joint', 1, [0.3])];
    const [{ cells }] = ownResults(joint, tableOne.columns, outcomes);
    expect(cells.map((cell) => cell?.mean ?? null)).toEqual([null, null, null, 30]);
  });

  it('has all ranks of a table of variants', () => {
    const outcomes = [run('imagenet-alexnet-levelwise-flat', 1, [0.4])];
    const [{ cells }] = ownResults(tableI.rows[0], tableI.columns, outcomes);
    expect(cells.map((cell) => cell?.mean)).toEqual([40, 20, 10, 5]);
  });
});

describe('what is told of a table', () => {
  const rows = (table: PaperTable, outcomes: readonly RunOutcome[]) =>
    table.rows.map((row) => ownResults(row, table.columns, outcomes));

  it('counts the steps of published rows and of one’s own', () => {
    const outcomes = [run('mnist-mlp-quick', 1, [0.05, 0.04, 0.045])];
    expect(tableSummary(tableOne, rows(tableOne, outcomes))).toEqual({
      of: 'steps',
      published: { steps: 18, lowered: 18 },
      own: { steps: 2, lowered: 1 },
    });
  });

  it('names the best variant', () => {
    const summary = tableSummary(tableI, rows(tableI, []));
    expect(summary).toMatchObject({ of: 'variants', best: 'AlexNet, w/P, TC' });
    expect(summary.of === 'variants' && summary.gain).toBeCloseTo(0.84, 9);
  });

  it('says how much of it has been run to the end', () => {
    expect(exhibitState(tableOne, [])).toBe('none');
    expect(exhibitState(tableOne, [run('mnist-mlp-quick', 1, [0.1], { digest: null })])).toBe(
      'none',
    );
    expect(exhibitState(tableOne, [run('mnist-mlp-quick', 1, [0.1])])).toBe('part');
    const ids = ['flat', 'levelwise-fixed', 'levelwise-adapted', 'levelwise-tree'];
    expect(
      exhibitState(
        tableI,
        ids.map((id) => run(id, 1, [0.1])),
      ),
    ).toBe('whole');
  });

  it('shows the row as printed, its scaled form and what was run; the rest waits', () => {
    const { shown, hidden } = formLines(mnist, own([run('mnist-mlp-released', 1, [0.1])]));
    expect(shown.map(({ form }) => form.preset.id)).toEqual([
      'mnist-mlp',
      'mnist-mlp-quick',
      'mnist-mlp-released',
    ]);
    expect(hidden).toHaveLength(3);
  });
});
