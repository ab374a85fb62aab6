import { formatCounted } from '../../lib/numberFormat.ts';
import { Button } from '../controls/Button.tsx';
import styles from './UndoBar.module.css';

interface UndoBarProps {
  readonly count: number;
  readonly onUndo: () => void;
}

/** For ten seconds after runs were deleted: the way back. */
export function UndoBar({ count, onUndo }: UndoBarProps) {
  if (count === 0) return null;
  return (
    <div className={styles.bar} role="status">
      {formatCounted(count, 'run')} deleted.
      <Button look="link" onPress={onUndo}>
        Undo
      </Button>
      <i className={styles.time} aria-hidden="true" />
    </div>
  );
}
