import { standardError } from '../../../algorithms/metrics/shareErrors.ts';
import { shownAccuracy } from '../../../analysis/run/runFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { type AccuracyLine, classImageCount } from './accuracyLines.ts';

/** Accuracy on the class by the mixture and, where there is one, by the flat twin. */
export function levelwiseAccuracyLines(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
  index: ClassIndex,
): AccuracyLine[] {
  const line = (
    name: string,
    of: Pick<RunState, 'dataset' | 'rounds'>,
    kind: AccuracyLine['kind'],
  ): AccuracyLine => {
    const accuracy = shownAccuracy(of)?.[index] ?? null;
    const error = accuracy === null ? null : standardError(accuracy, classImageCount(of, index));
    return { name, kind, round: null, accuracy, error };
  };
  return [
    line('This run', state, 'vote'),
    ...(flat === null ? [] : [line('Flat twin', flat, 'twin')]),
  ];
}
