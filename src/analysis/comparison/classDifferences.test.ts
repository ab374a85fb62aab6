import { describe, expect, it } from 'vitest';
import { pairedError, unpairedError } from '../../algorithms/metrics/shareErrors.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { flatTwinState, levelwiseState, levelwiseTestLabels } from '../testing/sampleLevelwise.ts';
import {
  classDifferences,
  discordantCounts,
  furthestClasses,
  verdictCounts,
  verdictOf,
} from './classDifferences.ts';
import { confusionChanges } from './confusionChanges.ts';
import { errorRows, signTestOf } from './overallErrors.ts';
import {
  haveSameClasses,
  type PairedReading,
  sharedSplits,
  testPairing,
  treePair,
} from './testPairing.ts';

const own = levelwiseState({ classes: 20 });
const baseline = flatTwinState({ classes: 20 });
const labels = levelwiseTestLabels(own);

function pairedReading(): PairedReading {
  const pairing = testPairing(own, baseline, labels);
  if (pairing.kind === 'unpaired') throw new Error(pairing.because);
  return pairing.reading;
}

function changed(state: RunState, spec: Partial<RunState['spec']>): RunState {
  return { ...state, spec: { ...state.spec, ...spec } };
}

describe('classDifferences', () => {
  it('is the difference of the accuracies, with the paired error on shared test images', () => {
    const pairing = testPairing(own, baseline, labels);
    const rows = classDifferences(own, baseline, 'test', pairing);
    expect(rows.map(({ index }) => index)).toEqual(own.dataset.classes.map((_, index) => index));
    const { onlyOwn, onlyBaseline } = discordantCounts(pairedReading(), 20);
    for (const row of rows) {
      expect(row.difference).toBe(row.own - row.baseline);
      expect(row.difference * 30).toBeCloseTo(onlyOwn[row.index] - onlyBaseline[row.index], 9);
      expect(row.error).toBe(pairedError(onlyOwn[row.index], onlyBaseline[row.index], 30));
    }
  });

  it('falls back on independent errors without predictions of both', () => {
    const rows = classDifferences(own, baseline, 'test', testPairing(own, baseline, null));
    expect(rows[3].error).toBe(unpairedError(rows[3].own, 30, rows[3].baseline, 30));
  });

  it('leaves out classes without images', () => {
    const round = own.rounds[0];
    const ensemble = {
      topErrors: {},
      classAccuracy: { test: round.outcome!.classAccuracy.test!.with(4, null) },
    };
    const lacking = { ...own, rounds: [{ ...round, outcome: { ...round.outcome!, ensemble } }] };
    const rows = classDifferences(lacking, baseline, 'test', testPairing(own, baseline, labels));
    expect(rows).toHaveLength(19);
    expect(rows.some(({ index }) => index === 4)).toBe(false);
  });

  it('counts verdicts with the edges of the band inside', () => {
    expect([0.01, -0.01, 0, 0.3 - 0.29].map(verdictOf)).toEqual(Array(4).fill('unchanged'));
    expect([0.0101, -0.0101].map(verdictOf)).toEqual(['improved', 'worse']);
    const rows = classDifferences(own, baseline, 'test', testPairing(own, baseline, labels));
    const counts = verdictCounts(rows);
    expect(counts.improved + counts.unchanged + counts.worse).toBe(20);
    expect(furthestClasses(rows, 'improved', 99)).toHaveLength(counts.improved);
    const [first, second] = furthestClasses(rows, 'improved', 2);
    expect(first.difference).toBeGreaterThanOrEqual(second.difference);
  });
});

describe('testPairing', () => {
  it('pairs runs on the same images, whatever their methods', () => {
    expect(testPairing(own, baseline, labels).kind).toBe('paired');
    expect(testPairing(own, own, labels).kind).toBe('paired');
  });

  it('refuses other data, other labels, and test images that the seed may have drawn', () => {
    const other = { ...baseline, dataset: { ...baseline.dataset, hash: 'ff'.repeat(32) } };
    expect(testPairing(own, other, labels).kind).toBe('unpaired');
    expect(testPairing(own, baseline, labels.slice(1)).kind).toBe('unpaired');
    // 30 of 150 images a class is the fifth that is held out where files hold no test images.
    expect(testPairing(own, changed(baseline, { seed: 2 }), labels).kind).toBe('unpaired');
    const withMore = (state: RunState): RunState => ({
      ...state,
      dataset: {
        ...state.dataset,
        classCounts: { ...state.dataset.classCounts, train: manyTrainingImages(state) },
      },
    });
    const seeded = withMore(changed(baseline, { seed: 2 }));
    expect(testPairing(withMore(own), seeded, labels).kind).toBe('paired');
    // Validation images that the files bring and a run trains on are not what the seed drew from.
    const counts = own.dataset.classes.map(() => 600 - 120);
    const joining = (state: RunState): RunState => ({
      ...withMore(state),
      broughtValidation: { use: 'training', counts },
    });
    expect(testPairing(joining(own), joining(seeded), labels).kind).toBe('unpaired');
  });

  it('waits for outcomes', () => {
    const early = levelwiseState({ classes: 20, until: 6 });
    const pairing = testPairing(early, baseline, labels);
    expect(pairing).toEqual({ kind: 'unpaired', because: 'unfinished' });
    expect(sharedSplits(early, baseline)).toEqual(['test']);
  });

  it('knows runs with different classes', () => {
    expect(haveSameClasses(own, baseline)).toBe(true);
    expect(haveSameClasses(own, levelwiseState({ classes: 25 }))).toBe(false);
  });

  it('finds the level-wise run on either side', () => {
    expect(treePair(own, baseline)?.tree).toBe(own);
    expect(treePair(baseline, own)?.tree).toBe(own);
    expect(treePair(baseline, baseline)).toBeNull();
  });
});

function manyTrainingImages(state: RunState): number[] {
  return state.dataset.classes.map(() => 600);
}

describe('whole runs', () => {
  it('have the errors that their logs tell, and their differences', () => {
    const rows = errorRows(own, baseline, 'test');
    expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 5, 10]);
    const test = signTestOf(pairedReading());
    expect((test.onlyBaseline - test.onlyOwn) / test.images).toBeCloseTo(rows[0].difference!, 9);
    expect(test.p).toBeLessThan(0.05);
  });

  it('are told by their network while no round is finished', () => {
    const early = levelwiseState({ classes: 20, until: 6 });
    expect(errorRows(early, baseline, 'test')[0].own).toBe(early.rounds[0].epochs[5].errors.test);
    expect(errorRows(early, baseline, 'test')[1].difference).toBeNull();
  });
});

describe('confusionChanges', () => {
  it('counts what a class is read as more and less often', () => {
    const reading = {
      labels: Int32Array.of(0, 0, 0, 0, 0, 1),
      baseline: [1, 1, 1, 0, 2, 0],
      own: [0, 1, 2, 2, 2, 0],
    };
    expect(confusionChanges(reading, 0)).toEqual({
      more: [{ readAs: 2, own: 3, baseline: 1, change: 2 }],
      fewer: [{ readAs: 1, own: 1, baseline: 3, change: -2 }],
    });
    expect(confusionChanges(reading, 1)).toEqual({ more: [], fewer: [] });
  });
});
