/** The confusion matrix of the run that is shown, with the session's other runs to hold it against. */
import { useMemo } from 'react';
import { testPairing } from '../../../analysis/comparison/testPairing.ts';
import type { OtherRun } from '../../../analysis/mistakes/modelReadings.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { ConfusionMatrix } from '../../../views/confusion/matrix/ConfusionMatrix.tsx';
import type { ConfusionMatrixProps } from '../../../views/viewProps.ts';
import { runText } from '../form/specText.ts';

export function ConfusionOfRun(props: ConfusionMatrixProps) {
  const { state, flat, testLabels } = props;
  const ended = useWorkbench(({ runs }) =>
    runs.flatMap(({ newest }) => (newest?.phase === 'finished' ? [newest] : [])),
  );
  const otherRuns = useMemo(
    () =>
      comparableRuns(state, ended, testLabels).filter(
        ({ state: { runId } }) => runId !== flat?.runId,
      ),
    [state, flat, ended, testLabels],
  );
  return <ConfusionMatrix {...props} otherRuns={otherRuns} />;
}

/** Runs on the same test images, with their seed where another is called the same. */
function comparableRuns(
  state: RunState,
  ended: readonly RunState[],
  labels: Int32Array | null,
): OtherRun[] {
  const others = ended.filter(
    (other) => other.runId !== state.runId && testPairing(state, other, labels).kind === 'paired',
  );
  const names = others.map(({ spec }) => runText(spec));
  return others.map((other, at) => {
    const isAlike = names.filter((name) => name === names[at]).length > 1;
    return { name: isAlike ? `${names[at]}, seed ${other.spec.seed}` : names[at], state: other };
  });
}
