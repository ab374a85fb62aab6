import { formatBytes, formatCounted } from '../../../lib/numberFormat.ts';
import type { RunsParts } from '../runsParts.ts';
import { QuestionDialog } from './QuestionDialog.tsx';

interface DeleteQuestionProps extends RunsParts {
  readonly runIds: readonly string[];
  readonly onClose: () => void;
}

/** Asks once; for ten seconds after it the runs can be brought back. */
export function DeleteQuestion({
  runIds,
  runs,
  unreadable,
  on,
  view,
  onClose,
}: DeleteQuestionProps) {
  const bytes = [...runs, ...unreadable]
    .filter(({ runId }) => runIds.includes(runId))
    .reduce((sum, run) => sum + run.bytes, 0);
  return (
    <QuestionDialog
      title={`Delete ${formatCounted(runIds.length, 'run')}?`}
      onClose={onClose}
      answer={{
        label: 'Delete',
        onPress: () => {
          on.trash(runIds);
          const gone = new Set(runIds);
          view.choose(new Set([...view.chosenIds].filter((runId) => !gone.has(runId))));
        },
      }}
    >
      <p>
        {formatBytes(bytes)}: logs, networks and notes. It can be undone for ten seconds, then it is
        gone.
      </p>
    </QuestionDialog>
  );
}
