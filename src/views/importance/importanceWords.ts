/** The words and the table of the chart of importance. */
import { forecastImportance, scaledImportance } from '../../analysis/run/classImportance.ts';
import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import { newestSaturation, saturationText } from '../../analysis/run/saturation.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import { hasImportance } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { waitingNote } from '../kit/waitingNote.ts';

/** What the chart shows, in one sentence. */
export function importanceDescription(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
): string {
  const names = state.dataset.classes;
  const { classes, by } = classesByDifficulty(state);
  if (by !== 'importance') return `All ${names.length} classes have the same importance, 1.`;
  const forecast = forecastImportance(state);
  const values = forecast ?? scaledImportance(state.rounds[state.rounds.length - 1]);
  const [first, last] = [classes[0], classes[classes.length - 1]];
  const when =
    forecast === null
      ? `In round ${state.rounds.length} importance runs`
      : 'If the round ended now, importance would run';
  const at = (index: number) => `${formatFixed(values[index], 2)} for ${names[index]}`;
  return `${when} from ${at(first)} to ${at(last)}, where 1 is an equal share.`;
}

/** What stands in the chart while all lines lie on 1; null once they part. */
export function importanceNote(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'stepsPerEpoch' | 'rounds' | 'progress'>,
): string | null {
  if (!hasImportance(state.spec.method)) {
    return 'This method gives every class the same importance.';
  }
  const columns = state.rounds.length + (forecastImportance(state) === null ? 0 : 1);
  return columns < 2 ? waitingNote(state) : null;
}

/** Why the lines stay where they are, with what to change; null where they move. */
export function importanceSaturation(state: Pick<RunState, 'spec' | 'rounds'>): string | null {
  const saturated = newestSaturation(state);
  return saturated && saturationText(saturated, state);
}

/** Importance by class and round, hardest first. */
export function importanceTable(state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>): FigureTable {
  const { classes } = classesByDifficulty(state);
  const order = classes.length > 0 ? classes : [...state.dataset.classes.keys()];
  const forecast = forecastImportance(state);
  const rounds = state.rounds.map(scaledImportance);
  return {
    columns: [
      { label: 'class' },
      ...rounds.map((_, index) => ({ label: `${index + 1}`, colour: roundTextColour(index + 1) })),
      { label: 'next' },
    ],
    rows: order.map((index) => [
      state.dataset.classes[index],
      ...rounds.map((values) => formatFixed(values[index], 2)),
      forecast === null ? null : formatFixed(forecast[index], 2),
    ]),
  };
}
