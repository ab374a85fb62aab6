/** What runs are compared by: what each measure is called, which way is better, and its unit. */

/** All that a table may have as columns: also what a run comes to beside its baseline alone. */
export const resultMeasures = [
  'top1',
  'top5',
  'hardestFifth',
  'hardestFifthOfBaseline',
  'easierHalf',
  'worstClass',
  'harmonicMean',
  'ece',
  'severity',
] as const;

export type ResultMeasure = (typeof resultMeasures)[number];

/** What a run tells by itself, without a baseline. */
export type OwnMeasure = Exclude<ResultMeasure, 'hardestFifthOfBaseline'>;

export const ownMeasures: readonly OwnMeasure[] = resultMeasures.filter(
  (measure) => measure !== 'hardestFifthOfBaseline',
);

export interface MeasureTraits {
  readonly label: string;
  /** What it is, in a sentence. */
  readonly help: string;
  /** Shares in [0, 1] are written as percent, heights in the tree of classes as levels. */
  readonly unit: 'share' | 'levels';
  readonly better: 'more' | 'less';
}

export const measureTraits: Readonly<Record<ResultMeasure, MeasureTraits>> = {
  top1: {
    label: 'Top-1 error',
    help: 'Share of images whose class is not the most probable.',
    unit: 'share',
    better: 'less',
  },
  top5: {
    label: 'Top-5 error',
    help: 'Share of images whose class is not among the five most probable.',
    unit: 'share',
    better: 'less',
  },
  hardestFifth: {
    label: 'Hardest fifth',
    help: 'Mean accuracy of the fifth of the classes that is hardest for the run on other images.',
    unit: 'share',
    better: 'more',
  },
  hardestFifthOfBaseline: {
    label: 'Baseline’s hardest fifth',
    help: 'Mean accuracy of the fifth of the classes that is hardest for the baseline, over its seeds, on other images: the same classes for every setting.',
    unit: 'share',
    better: 'more',
  },
  easierHalf: {
    label: 'Easier half',
    help: 'Mean accuracy of the half of the classes that is easiest for the run on other images.',
    unit: 'share',
    better: 'more',
  },
  worstClass: {
    label: 'Worst class',
    help: 'Accuracy of the class that has the least.',
    unit: 'share',
    better: 'more',
  },
  harmonicMean: {
    label: 'Harmonic mean',
    help: 'Harmonic mean of the classes’ accuracies: 0 as soon as one class is never recognised.',
    unit: 'share',
    better: 'more',
  },
  ece: {
    label: 'ECE',
    help: 'Expected calibration error: how far confidence is from accuracy.',
    unit: 'share',
    better: 'less',
  },
  severity: {
    label: 'Severity',
    help: 'Mean height of the lowest group that holds both classes of a mistake.',
    unit: 'levels',
    better: 'less',
  },
};
