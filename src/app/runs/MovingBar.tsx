import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { progressText } from '../data/reading/progressText.ts';
import styles from './MovingBar.module.css';

/** How far a file of runs is written or read, and the way to give it up. */
export function MovingBar() {
  const moving = useWorkbench((state) => state.moving);
  if (moving === null) return null;
  const { kind, progress } = moving;
  return (
    <div className={styles.bar} role="status">
      {progress === null && kind === 'export'
        ? 'Writing the file…'
        : progressText('the file', progress)}
      <Button look="link" onPress={() => actions().cancelMoving()}>
        Cancel
      </Button>
    </div>
  );
}
