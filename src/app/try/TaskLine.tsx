import textStyles from '../../views/kit/styles/text.module.css';
import { Button } from '../controls/Button.tsx';
import type { TaskState } from '../useTask.ts';

interface TaskLineProps {
  readonly what: string;
  readonly state: TaskState<unknown>;
  readonly onCancel: () => void;
}

/** How far a task is, with the way out of it; why it came to nothing. Nothing else. */
export function TaskLine({ what, state, onCancel }: TaskLineProps) {
  const { phase, progress, problem } = state;
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (phase !== 'working') return null;
  return (
    <div>
      <p className={textStyles.note}>
        {what}
        {progress && progress.total !== null && `: ${progress.done} of ${progress.total}`}
      </p>
      <progress aria-label={what} value={progress?.done ?? 0} max={progress?.total ?? 1} />{' '}
      <Button look="link" size="small" onPress={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
