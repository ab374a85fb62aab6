import { classifierOf, endName } from '../../analysis/run/classifierNames.ts';
import { ensembleError, shownSplit } from '../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { EpochState, RunState } from '../../spec/run/runState.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { tableEpochs } from '../kit/figure/tableEpochs.ts';

/** Loss by epoch and round. */
export function lossTable(state: Pick<RunState, 'spec' | 'rounds'>): FigureTable {
  return epochTable(state, (epoch) => formatFixed(epoch.trainLoss, 4));
}

/** Error by epoch and round on the shown split; the vote's error in a last row. */
export function errorTable(state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>): FigureTable {
  const split = shownSplit(state);
  const percent = (error: number | null | undefined) =>
    error === null || error === undefined ? null : formatPercent(error);
  const { columns, rows } = epochTable(state, (epoch) => percent(epoch.errors[split]));
  const votes = state.rounds.map(({ outcome }) => percent(ensembleError(outcome, split)));
  return { columns, rows: [...rows, [endName(state), ...votes]] };
}

function epochTable(
  state: Pick<RunState, 'spec' | 'rounds'>,
  cell: (epoch: EpochState) => string | null,
): FigureTable {
  const epochs = Math.max(0, ...state.rounds.map((round) => round.epochs.length));
  return {
    columns: [
      { label: 'epoch' },
      ...state.rounds.map(({ round }) => ({
        label: classifierOf(state, round),
        colour: roundTextColour(round),
      })),
    ],
    rows: tableEpochs(epochs).map((index) => [
      `${index + 1}`,
      ...state.rounds.map((round) => (round.epochs[index] ? cell(round.epochs[index]) : null)),
    ]),
  };
}
