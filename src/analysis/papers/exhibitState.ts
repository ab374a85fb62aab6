/** How far one’s own runs have come with what a paper shows. */
import type { Exhibit, PaperRow } from '../../spec/papers/exhibit.ts';
import { isAtEnd, type RunOutcome } from '../results/runOutcome.ts';
import { ownResults, repeatsPreset } from './ownResults.ts';

/** Every row or the figure is drawn by a run at its end, some are, or none is. */
export type ExhibitState = 'whole' | 'part' | 'none';

export function exhibitState(exhibit: Exhibit, outcomes: readonly RunOutcome[]): ExhibitState {
  const ended = outcomes.filter(isAtEnd);
  if (exhibit.kind === 'figure') {
    const isDrawn = exhibit.presets.some((preset) =>
      ended.some((run) => repeatsPreset(run, preset)),
    );
    return isDrawn ? 'whole' : 'none';
  }
  const hasRun = (row: PaperRow) => ownResults(row, exhibit.columns, ended).length > 0;
  const published = exhibit.rows.filter(({ errors }) => errors.some((error) => error !== null));
  const count = published.filter(hasRun).length;
  if (count === published.length) return 'whole';
  return count > 0 ? 'part' : 'none';
}
