/** What the measures of a run are called, how they are written, and the table of all of them. */
import { onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { Measures } from '../../spec/run/events/measureEvents.ts';
import type { RoundMeasures, RoundState, RunState } from '../../spec/run/runState.ts';
import { type SplitName, topErrorRanks } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

/** A classifier that is measured: a round's network, or the vote with it. */
export interface MeasuredModel {
  readonly key: string;
  /** `network 2`, `ensemble`. */
  readonly name: string;
  /** Round of a network; null for the vote. */
  readonly round: number | null;
  readonly topErrors: Readonly<Record<string, number>>;
  readonly measures: Measures | null;
  readonly separability: number | null;
  readonly disagreement: number | null;
}

/** One line of the table. */
interface MeasureLine {
  readonly label: string;
  /** What it is, in a sentence. */
  readonly help: string;
  readonly textOf: (model: MeasuredModel) => string;
}

const percent = (value: number | null | undefined) => formatPercent(value, 1);

const topLines: readonly MeasureLine[] = topErrorRanks.map((rank) => ({
  label: `top-${rank} error`,
  help: `The class is not among the ${rank} most probable.`,
  textOf: ({ topErrors }) => percent(topErrors[rank]),
}));

export const tableLines: readonly MeasureLine[] = [
  ...topLines,
  {
    label: 'hardest fifth',
    help: 'Mean accuracy of the fifth of the classes that is hardest on other images.',
    textOf: ({ measures }) => percent(measures?.hardestFifth),
  },
  {
    label: 'easier half',
    help: 'Mean accuracy of the half of the classes that is easiest on other images.',
    textOf: ({ measures }) => percent(measures?.easierHalf),
  },
  {
    label: 'worst class',
    help: 'Accuracy of the class that has the least.',
    textOf: ({ measures }) => percent(measures?.worstClass),
  },
  {
    label: 'harmonic mean',
    help: 'Harmonic mean of the classes’ accuracies: 0 as soon as one class is never recognised.',
    textOf: ({ measures }) => percent(measures?.harmonicMeanRecall),
  },
  {
    label: 'calibration error',
    help: 'ECE: how far confidence is from accuracy, over 15 bins of equal width.',
    textOf: ({ measures }) => percent(measures?.calibration.ece),
  },
  {
    label: 'confidence, right',
    help: 'Mean confidence where it is right.',
    textOf: ({ measures }) => percent(measures?.calibration.rightConfidence),
  },
  {
    label: 'confidence, wrong',
    help: 'Mean confidence where it is wrong.',
    textOf: ({ measures }) => percent(measures?.calibration.wrongConfidence),
  },
  {
    label: 'severity',
    help: 'Mean height of the lowest group that holds both the class and what it is read as.',
    textOf: ({ measures }) => formatFixed(measures?.severity, 2),
  },
  {
    label: 'error, least risk',
    help: 'Top-1 error where each image is read as the class of least expected distance in the tree.',
    textOf: ({ measures }) => percent(measures?.leastRisk?.error),
  },
  {
    label: 'severity, least risk',
    help: 'Severity of the mistakes that are then made.',
    textOf: ({ measures }) => formatFixed(measures?.leastRisk?.severity, 2),
  },
  {
    label: 'separability',
    help: 'How far apart the classes lie in the network’s features, in units of their spread.',
    textOf: ({ separability }) => formatFixed(separability, 2),
  },
  {
    label: 'disagreement',
    help: 'Share of test images that two networks read differently, over all pairs of them.',
    textOf: ({ disagreement }) => percent(disagreement),
  },
];

/** The finished networks in order, and the vote of all of them last where there are several. */
export function measuredModels(
  state: Pick<RunState, 'spec' | 'rounds'>,
  split: SplitName,
): MeasuredModel[] {
  const { rounds } = state;
  const finished = rounds.filter(({ outcome }) => outcome !== null);
  const last = finished.at(-1);
  const nameOf = (round: number) =>
    finished.length === 1 ? (onlyClassifier(state) ?? 'network') : `network ${round}`;
  const networks = finished.map((round) => networkModel(round, split, nameOf(round.round)));
  if (last === undefined || finished.length === 1) return networks;
  return [...networks, ensembleModel(last, split)];
}

function networkModel(
  { round, outcome, measures }: RoundState,
  split: SplitName,
  name: string,
): MeasuredModel {
  return {
    key: `network-${round}`,
    name,
    round,
    topErrors: outcome?.topErrors[split] ?? {},
    measures: measures?.network ?? null,
    separability: measures?.network.separability ?? null,
    disagreement: null,
  };
}

function ensembleModel({ outcome, measures }: RoundState, split: SplitName): MeasuredModel {
  return {
    key: 'ensemble',
    name: 'ensemble',
    round: null,
    topErrors: outcome?.ensemble.topErrors[split] ?? {},
    measures: measures?.ensemble ?? null,
    separability: null,
    disagreement: measures?.ensemble.disagreement ?? null,
  };
}

/** Lines of which at least one model tells something. */
export function linesOf(models: readonly MeasuredModel[]): readonly MeasureLine[] {
  return tableLines.filter(({ textOf }) => models.some((model) => textOf(model) !== '–'));
}

export function measuresTable(models: readonly MeasuredModel[]): FigureTable {
  return {
    columns: [{ label: 'measure' }, ...models.map(({ name }) => ({ label: name }))],
    rows: linesOf(models).map(({ label, textOf }) => [
      label,
      ...models.map((model) => {
        const text = textOf(model);
        return text === '–' ? null : text;
      }),
    ]),
  };
}

const splitWords: Readonly<Record<SplitName, string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
};

const treeWords: Readonly<Record<NonNullable<RoundMeasures['severityTree']>, string>> = {
  'coarse-labels': 'the coarse labels',
  hierarchy: 'the run',
  file: 'the experiment’s file',
};

/** The images and the ranking that the numbers rest on. */
export function measuresNote({ rounds }: Pick<RunState, 'rounds'>): string {
  const measured = rounds.findLast(({ measures }) => measures !== null)?.measures;
  if (!measured) return 'known when the first round ends';
  const { split, rankedOn, severityTree } = measured;
  const tree = severityTree === null ? '' : `; severity in the tree of ${treeWords[severityTree]}`;
  return `${splitWords[split]} images; hard and easy classes as ranked on ${splitWords[rankedOn]} images${tree}`;
}

/** What the numbers say, in one sentence. */
export function measuresDescription(models: readonly MeasuredModel[]): string {
  const last = models.at(-1);
  if (last?.measures == null) return 'Nothing is measured before the first round ends.';
  const { hardestFifth, easierHalf, calibration } = last.measures;
  return `The ${last.name} reads ${percent(hardestFifth)} of the hardest fifth of the classes rightly and ${percent(easierHalf)} of the easier half; its calibration error is ${percent(calibration.ece)}.`;
}
