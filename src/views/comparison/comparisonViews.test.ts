import { describe, expect, it } from 'vitest';
import {
  type ClassDifference,
  classDifferences,
} from '../../analysis/comparison/classDifferences.ts';
import { judgedImages } from '../../analysis/comparison/judgedImages.ts';
import { errorRows } from '../../analysis/comparison/overallErrors.ts';
import { type PairedReading, testPairing } from '../../analysis/comparison/testPairing.ts';
import {
  flatTwinState,
  levelwiseState,
  levelwiseTestLabels,
} from '../../analysis/testing/sampleLevelwise.ts';
import { finishedState, sampleTestLabels } from '../../analysis/testing/sampleRun.ts';
import {
  classAtColumn,
  differenceLayout,
  pictureRows,
  stopOf,
} from './difference/differenceLayout.ts';
import {
  chanceNote,
  comparisonStory,
  differenceDescription,
  differenceTable,
  differenceText,
  imagesWarnings,
} from './difference/differenceWords.ts';
import {
  furthestWithChanges,
  gainedLostDescription,
  gainedLostTable,
} from './difference/gainedLostWords.ts';
import { classCountText, pointsText } from './groups/pointsText.ts';
import { judgedDescription, judgedNote, judgedTable } from './judged/judgedWords.ts';
import { overallDescription, overallTable, seedNote, signTestText } from './overallWords.ts';

const names = { own: 'Tree', baseline: 'Flat' };
const classes = ['bed', 'bee', 'ant'];

function row(index: number, difference: number, images = 100): ClassDifference {
  return { index, own: 0.5 + difference, baseline: 0.5, difference, error: 0.02, images };
}

const rows = [row(0, 0.004), row(1, 0.08), row(2, -0.05)];

describe('bars', () => {
  const layout = differenceLayout(rows, 300, 200);

  it('stand on the line of no difference, up for better, down for worse', () => {
    const zero = layout.y(0);
    const [same, better, worse] = layout.bars;
    expect(better.y + better.height).toBeCloseTo(zero, 9);
    expect(worse.y).toBeCloseTo(zero, 9);
    expect(better.height / worse.height).toBeCloseTo(8 / 5, 9);
    expect(same.stop).toBe(3);
    expect(better.stop).toBeGreaterThan(3);
    expect(worse.stop).toBeLessThan(3);
  });

  it('have whiskers of 1.96 standard errors where columns are wide enough', () => {
    const { top, bottom } = layout.bars[1].whisker!;
    expect(top).toBeCloseTo(layout.y(0.08 + 1.96 * 0.02), 9);
    expect(bottom).toBeCloseTo(layout.y(0.08 - 1.96 * 0.02), 9);
    expect(differenceLayout(rows, 9, 200).bars[0].whisker).toBeNull();
  });

  it('are found by their columns', () => {
    expect([-5, 10, 150, 290, 999].map((x) => classAtColumn(layout, x))).toEqual([0, 0, 1, 2, 2]);
    expect(classAtColumn(differenceLayout([], 300, 200), 10)).toBeNull();
  });

  it('darken with the difference', () => {
    expect([0.001, 0.02, 0.04, 0.1].map((value) => stopOf(value, 0.1))).toEqual([3, 4, 5, 6]);
    expect([-0.02, -0.04, -0.1].map((value) => stopOf(value, 0.1))).toEqual([2, 1, 0]);
  });

  it('leave room for pictures only where they are short', () => {
    const many = Array.from({ length: 100 }, (_, at) => row(at, 0.1 - at * 0.002));
    const wide = differenceLayout(many, 1000, 300);
    const { gained, lost } = pictureRows(many, wide);
    expect(gained.map((picture) => picture.row.index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(lost.at(-1)?.row.index).toBe(99);
    for (const { x } of gained) {
      const under = wide.bars.filter((bar) => bar.x + bar.width > x);
      for (const bar of under) expect(bar.y).toBeGreaterThan(56);
    }
    expect(pictureRows(many, differenceLayout(many, 60, 300)).gained).toEqual([]);
  });
});

describe('words', () => {
  it('write points with their signs', () => {
    expect([0.023, -0.008, 0.0001, -0.0001].map((value) => pointsText(value))).toEqual([
      '+2.3',
      '−0.8',
      '0.0',
      '0.0',
    ]);
    expect(pointsText(null)).toBe('–');
    expect([classCountText(1), classCountText(1200)]).toEqual(['1 class', '1,200 classes']);
  });

  it('head the page with what happened', () => {
    const textOf = (error: number | null) =>
      comparisonStory(rows, names, error)
        .map(({ text }) => text)
        .join('');
    expect(textOf(-0.0234)).toBe(
      'Tree is better than Flat on 1 class and worse on 1. The error falls by 2.3 points.',
    );
    expect(textOf(0.01)).toMatch(/rises by 1\.0 points\.$/);
    expect(textOf(0.0001)).toMatch(/stays the same\.$/);
    expect(textOf(null)).toMatch(/worse on 1\.$/);
    const alike = comparisonStory([rows[0]], names, 0).map(({ text }) => text);
    expect(alike.join('')).toBe(
      'Tree and Flat are within one point of each other on every class. The error stays the same.',
    );
  });

  it('describe the bars, one class, and their table', () => {
    expect(differenceDescription(rows, names, classes)).toBe(
      'Of 3 classes, “Tree” is better than “Flat” on 1, within 1 point on 1 and worse on 1; from bee 50.0% to 58.0%, +8.0 points, to ant 50.0% to 45.0%, −5.0 points.',
    );
    expect(differenceText(rows[1], classes)).toBe(
      'bee: 50.0% → 58.0%, +8.0 ± 3.9 points (95%), 100 images',
    );
    expect(differenceTable(rows, names, classes).rows[2]).toEqual([
      'ant',
      '50.0%',
      '45.0%',
      -5,
      2,
      100,
      'worse',
    ]);
  });

  it('warn of few images', () => {
    expect(imagesWarnings(rows, 'test')).toEqual([]);
    expect(imagesWarnings([row(0, 0, 9), row(1, 0, 200)], 'test')).toEqual([
      '1 of 2 classes have fewer than 10 test images: too few to trust their bars.',
    ]);
    expect(imagesWarnings([row(0, 0, 30)], 'test')).toEqual([
      'One image is 3.3 points of its class, so “within ± 1” means exactly as many right.',
    ]);
  });

  it('count the classes that chance could explain', () => {
    expect(chanceNote(rows)).toMatch(/^For 1 of 3 classes the 95% interval holds 0/);
    expect(chanceNote([rows[1]])).toBeNull();
  });

  it('say what chance does', () => {
    const test = { images: 100, bothRight: 50, onlyOwn: 12, onlyBaseline: 8, p: 0.384 };
    expect(signTestText(test)).toContain('appear by chance in 38 of 100 repetitions');
    expect(signTestText(test)).toContain('do not tell which of the two is better');
    expect(signTestText({ ...test, p: 0.001 })).toContain('Chance alone hardly explains it.');
    expect(signTestText({ ...test, onlyOwn: 0, onlyBaseline: 0, p: 1 })).toMatch(/^No image/);
  });

  it('warn that one seed is one seed', () => {
    const own = levelwiseState({ classes: 20 });
    expect(seedNote(own, own)).toMatch(/one seed is one seed/);
    const seeded = { ...own, spec: { ...own.spec, seed: 4 } };
    expect(seedNote(own, seeded)).toMatch(/different seeds, 1 and 4/);
  });
});

describe('both ends', () => {
  const reading: PairedReading = {
    labels: Int32Array.of(1, 1, 2, 2),
    baseline: [0, 0, 2, 2],
    own: [1, 1, 2, 1],
  };

  it('list the classes with the confusions that left or came', () => {
    const [gained] = furthestWithChanges(rows, 'improved', reading);
    const [lost] = furthestWithChanges(rows, 'worse', reading);
    expect(gained.changes).toEqual([{ readAs: 0, own: 0, baseline: 2, change: -2 }]);
    expect(lost.changes).toEqual([{ readAs: 1, own: 1, baseline: 0, change: 1 }]);
    expect(furthestWithChanges(rows, 'worse', null)[0].changes).toBeNull();
    expect(gainedLostTable([gained], [lost], names, classes).rows[0].at(-1)).toBe(
      'bed: 2 → 0 images',
    );
    expect(gainedLostDescription(rows, classes)).toMatch(/gains most is bee.*loses most is ant/);
    expect(gainedLostDescription([rows[0]], classes)).toMatch(/^No class changes/);
  });
});

describe('single images', () => {
  const own = levelwiseState();
  const pairing = testPairing(own, flatTwinState(), levelwiseTestLabels(own));

  it('are counted in words, and listed with their classes', () => {
    if (pairing.kind === 'unpaired') throw new Error(pairing.because);
    const judged = judgedImages(pairing.reading, own, flatTwinState());
    const { onlyOwn } = judged.byFilter;
    expect(judgedNote(judged)).toMatch(/^the 1,000 test images/);
    expect(judgedDescription(judged, names)).toContain(
      `${onlyOwn.length} are read rightly by “Tree” only`,
    );
    const { classes: all } = own.dataset;
    expect(judgedTable(onlyOwn.slice(0, 1), names, all).rows[0][1]).toBe(all[onlyOwn[0].label]);
  });
});

describe('two ensembles', () => {
  it('are compared by their votes', () => {
    const own = finishedState({ data: 'mnist', epochs: 2, rounds: 3 });
    const baseline = finishedState({ data: 'mnist', epochs: 2, rounds: 1 });
    const [top] = errorRows(own, baseline, 'test');
    expect(top.own).toBe(own.rounds[2].outcome?.ensemble.topErrors.test?.['1']);
    const rows = classDifferences(
      own,
      baseline,
      'test',
      testPairing(own, baseline, sampleTestLabels(own)),
    );
    expect(rows[0].own).toBe(own.rounds[2].outcome?.ensemble.classAccuracy.test?.[0]);
    expect(overallDescription([top], names)).toMatch(/^The error of “Tree” is/);
    const ece = { measure: 'ece', own: 0.05, baseline: 0.075 } as const;
    const table = overallTable([top], [ece, { ...ece, measure: 'severity', own: null }], names);
    expect(table.rows[0][0]).toBe('top-1');
    expect(table.rows.slice(1)).toEqual([
      ['ECE', '7.5%', '5.0%', '−2.5'],
      ['severity', '0.07', null, '–'],
    ]);
  });
});
