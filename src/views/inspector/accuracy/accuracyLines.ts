/** A class's accuracy by network and by the vote, and how far the numbers can be trusted. */
import { standardError } from '../../../algorithms/metrics/shareErrors.ts';
import { accuracyRowOf } from '../../../analysis/rounds/accuracyRows.ts';
import { onlyClassifier } from '../../../analysis/run/classifierNames.ts';
import { fewImages, shownSplit } from '../../../analysis/run/runFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../../spec/units.ts';

export interface AccuracyLine {
  readonly name: string;
  /** What decides is the `vote`, also where one network decides alone. */
  readonly kind: 'network' | 'vote' | 'twin';
  /** Null where no network of a round is meant. */
  readonly round: Round | null;
  readonly accuracy: number | null;
  readonly error: number | null;
}

/** With more networks only the first and the newest are shown. */
const maxNetworks = 8;

/** Networks in order, the ensemble last; or the only classifier there is. */
export function accuracyLines(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  index: ClassIndex,
): AccuracyLine[] {
  const only = onlyClassifier(state);
  const count = classImageCount(state, index);
  const row = accuracyRowOf(state)(index);
  const line = (round: Round | null, accuracy: number | null): AccuracyLine => ({
    name: round === null ? capitalised(only ?? 'ensemble') : `Network ${round}`,
    kind: round === null ? 'vote' : 'network',
    round,
    accuracy,
    error: accuracy === null ? null : standardError(accuracy, count),
  });
  // It decides alone, also before its round has ended.
  if (only !== null) return [line(null, row.networks.at(-1)?.accuracy ?? null)];
  const networks = row.networks.map(({ round, accuracy }) => line(round, accuracy));
  const shown =
    networks.length > maxNetworks ? [networks[0], ...networks.slice(1 - maxNetworks)] : networks;
  return [...shown, line(null, row.ensemble)];
}

/** Images of a class in the split whose accuracy is shown. */
export function classImageCount(state: Pick<RunState, 'dataset'>, index: ClassIndex): number {
  return state.dataset.classCounts[shownSplit(state)][index] ?? 0;
}

/** A warning where a class has too few images to judge it by; else null. */
export function fewImagesNote(state: Pick<RunState, 'dataset'>, index: ClassIndex): string | null {
  const count = classImageCount(state, index);
  if (count >= fewImages) return null;
  const split = shownSplit(state);
  if (count === 0) return `No ${split} images: its accuracy cannot be known.`;
  return `Only ${count} ${split} image${count === 1 ? '' : 's'}: too few to trust these numbers.`;
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
