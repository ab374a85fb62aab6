/** The words and the table of the confused pairs. */
import type { ConfusedPair } from '../../analysis/mistakes/confusedPairs.ts';
import type { TestReading } from '../../analysis/mistakes/testReading.ts';
import { decidingClassifier, onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { lastOutcome } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { traitsOf } from '../../spec/methods/methodFacts.ts';
import { hasEndedEarly, type RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

/** Pairs listed in the table; the rest are single mistakes. */
const tableRows = 200;

/** The line under the title: whose mistakes these are. */
export function confusionNote(state: Pick<RunState, 'spec'>, reading: TestReading | null): string {
  const only = onlyClassifier(state);
  if (only !== null)
    return `test images, by ${only === 'mixture' ? 'all networks' : 'the network'}`;
  if (reading === null) return 'test images, by the ensemble';
  const who = reading.round === 1 ? 'network 1' : `the vote of networks 1 to ${reading.round}`;
  return `test images, by ${who}`;
}

/** What the list shows, in one sentence; null pairs are unknown. */
export function confusionDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds'>,
  pairs: readonly ConfusedPair[] | null,
) {
  if (pairs === null) return noReadingNote(state);
  const [worst] = pairs;
  if (worst === undefined)
    return `The ${decidingClassifier(state)} reads every test image rightly.`;
  const { classes } = state.dataset;
  return `The ${decidingClassifier(state)} most often reads ${classes[worst.truth]} as ${classes[worst.readAs]}: ${worst.count} test images, ${formatPercent(worst.share, 0)} of the class.`;
}

/** What a row says to those who do not see it. */
export function pairLabel(classes: readonly string[], pair: ConfusedPair): string {
  return `${classes[pair.truth]} read as ${classes[pair.readAs]}, ${pair.count} images, ${formatPercent(pair.share, 0)}`;
}

/** The most frequent confusions as a table. */
export function confusionTable(
  state: Pick<RunState, 'dataset'>,
  pairs: readonly ConfusedPair[] | null,
): FigureTable {
  const { classes } = state.dataset;
  return {
    columns: [{ label: 'class' }, { label: 'read as' }, { label: 'images' }, { label: 'share' }],
    rows: (pairs ?? [])
      .slice(0, tableRows)
      .map(({ truth, readAs, count, share }) => [
        classes[truth],
        classes[readAs],
        count,
        formatPercent(share),
      ]),
  };
}

/** Why there is no reading. */
export function noReadingNote(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds'>,
): string {
  if (state.dataset.counts.test === 0) return 'There are no test images.';
  if (lastOutcome(state) !== null) return 'Needs the test images of this data set.';
  const { hasRounds } = traitsOf(state.spec.method);
  if (hasEndedEarly(state)) {
    return hasRounds ? 'No round was finished.' : 'The run did not finish.';
  }
  return hasRounds ? 'Known when the first round ends.' : 'Known when the run has finished.';
}
