/** The words and the table of the chart of hardest and easiest classes. */
import { allAccuracyRows } from '../../analysis/rounds/accuracyRows.ts';
import {
  classifierOf,
  decidingClassifier,
  onlyClassifier,
} from '../../analysis/run/classifierNames.ts';
import { shownSplit } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

/** What the chart shows, in one sentence. */
export function accuracyDescription(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  split = shownSplit(state),
): string {
  const rows = allAccuracyRows(state, split);
  const [hardest, easiest] = [rows[0], rows[rows.length - 1]];
  const name = (index: number) => state.dataset.classes[index];
  const best = (row: typeof hardest) => row.ensemble ?? row.networks.at(-1)?.accuracy ?? null;
  if (best(hardest) === null) return 'No accuracy is known before the first epoch.';
  const who = hardest.ensemble === null ? firstName(state) : `the ${decidingClassifier(state)}`;
  return `Of ${rows.length} classes, ${who} gets ${formatPercent(best(hardest), 0)} of the hardest, ${name(hardest.index)}, and ${formatPercent(best(easiest), 0)} of the easiest, ${name(easiest.index)}.`;
}

/** Accuracy of every class by network and vote, hardest first. */
export function accuracyTable(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  split = shownSplit(state),
): FigureTable {
  const rounds = state.rounds.map(({ round }) => ({
    label: shortNameOf(state, round),
    colour: roundTextColour(round),
  }));
  const isAlone = onlyClassifier(state) !== null;
  const more = isAlone ? [] : [{ label: 'ensemble' }, { label: 'gain in points' }];
  return {
    columns: [{ label: 'class' }, ...rounds, ...more],
    rows: allAccuracyRows(state, split).map((row) => [
      state.dataset.classes[row.index],
      ...row.networks.map(({ accuracy }) => shareCell(accuracy)),
      ...(isAlone
        ? []
        : [shareCell(row.ensemble), row.gain === null ? null : Math.round(row.gain * 1000) / 10]),
    ]),
  };
}

/** `net 2`, or what the only classifier is called. */
export function shortNameOf(state: Pick<RunState, 'spec'>, round: Round): string {
  return onlyClassifier(state) ?? `net ${round}`;
}

const firstName = (state: Pick<RunState, 'spec'>): string =>
  onlyClassifier(state) === null ? 'the first network' : `the ${classifierOf(state, 1)}`;

function shareCell(share: number | null): string | null {
  return share === null ? null : formatPercent(share);
}

/** A change in points of percent: `+7`, `−5`, `±0`; a dash where it is unknown. */
export function formatGain(gain: number | null): string {
  if (gain === null) return '–';
  const points = Math.round(gain * 100);
  if (points === 0) return '±0';
  return points > 0 ? `+${points}` : `−${-points}`;
}
