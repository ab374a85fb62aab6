/** The report of one run, of what its log tells. */
import { formatDuration, formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { espalierVersion } from '../../spec/version.ts';
import { outcomeOfState } from '../results/outcomeOfState.ts';
import { measureTraits, ownMeasures } from '../results/resultMeasures.ts';
import type { TextTable } from '../tables/textTable.ts';
import type { Report, ReportTable } from './report.ts';
import { reportSpec } from './reportSpec.ts';

/** What whoever shows the run knows beside its log. */
export interface ReportFrame extends Pick<Report, 'story' | 'charts'> {
  /** Of the page that opens links; null where there is none. */
  readonly address: string | null;
}

/** The report of a run as it stands. */
export async function runReport(state: RunState, frame: ReportFrame): Promise<Report> {
  const { spec, end, device } = state;
  const title = spec.name === '' ? 'A run' : spec.name;
  const claimed = end && { device: device.kind, digest: end.digest };
  return {
    story: frame.story,
    charts: frame.charts,
    title,
    tables: runTables(state),
    specs: [await reportSpec(title, spec, claimed, frame.address)],
    espalier: espalierVersion,
  };
}

function runTables(state: RunState): readonly ReportTable[] {
  return [
    { heading: 'What it came to', table: outcomeTable(state) },
    { heading: 'Rounds', table: roundsTable(state) },
    { heading: 'Classes, hardest first', table: classesTable(state) },
    { heading: 'What a repeat must come to', table: identityTable(state) },
  ];
}

function outcomeTable(state: RunState): TextTable {
  const { split, measures, rankedOn, digest } = outcomeOfState(state);
  const known = ownMeasures.filter((measure) => measures[measure] !== null);
  return {
    columns: [{ label: 'measure' }, { label: `${split} images` }],
    rows: known.map((measure) => {
      const { label, unit } = measureTraits[measure];
      const value = measures[measure];
      return [label, unit === 'share' ? formatPercent(value, 2) : formatFixed(value, 2)];
    }),
    notes: [
      ...(rankedOn === null ? [] : [`Hard and easy classes are ranked on ${rankedOn} images.`]),
      ...(digest === null ? ['The run is not at its end: these are its values so far.'] : []),
    ],
  };
}

function roundsTable({ rounds }: RunState): TextTable {
  return {
    columns: ['round', 'epochs', 'ε', 'γ', 'ln(1/γ)', 'vote, top-1 error'].map((label) => ({
      label,
    })),
    rows: rounds.map(({ round, epochs, outcome }) => [
      String(round),
      epochs.length,
      formatFixed(outcome?.weightedError, 4),
      formatFixed(outcome?.gamma, 4),
      formatFixed(outcome?.voteWeight, 3),
      formatPercent(voteError(outcome), 2),
    ]),
  };
}

type Outcome = RunState['rounds'][number]['outcome'];

/** On test images where there are any. */
function voteError(outcome: Outcome): number | null {
  if (outcome === null) return null;
  const { test, validation } = outcome.ensemble.topErrors;
  return (test ?? validation)?.['1'] ?? null;
}

function classesTable(state: RunState): TextTable {
  const { classes, classErrors, split } = outcomeOfState(state);
  const order = [...classErrors.keys()].sort(
    (a, b) => (classErrors[b] ?? -1) - (classErrors[a] ?? -1),
  );
  return {
    columns: [{ label: 'class' }, { label: `error on ${split} images` }],
    rows: order.map((index) => [classes[index], formatPercent(classErrors[index], 1)]),
  };
}

function identityTable(state: RunState): TextTable {
  const { espalier, spec, specHash, dataset, device } = state;
  const { digest, seconds } = outcomeOfState(state);
  return {
    columns: [{ label: 'what' }, { label: 'value' }],
    rows: [
      ['digest of the run', digest],
      ['hash of the experiment', specHash],
      ['data', dataset.name],
      ['hash of the data', dataset.hash],
      ['seed', String(spec.seed)],
      ['device', device.kind],
      ['trained by Espalier', espalier],
      ['time', formatDuration(seconds)],
    ],
    notes: ['Digests are alike on the same kind of device.'],
  };
}
