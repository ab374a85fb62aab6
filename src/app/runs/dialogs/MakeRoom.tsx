/** Ways to make room, those that lose least first: networks, then logs, then data sets. */
import { formatBytes, formatCounted } from '../../../lib/numberFormat.ts';
import { Button } from '../../controls/Button.tsx';
import { removable } from '../list/removable.ts';
import type { RunsParts } from '../runsParts.ts';
import styles from './MakeRoom.module.css';
import { QuestionDialog } from './QuestionDialog.tsx';

export function MakeRoom({
  runs,
  storage,
  view,
  on,
  onClose,
}: RunsParts & { onClose: () => void }) {
  const removed = new Set(removable(runs));
  const idle = runs.filter(({ runId, networkBytes }) => removed.has(runId) && networkBytes > 0);
  const ended = idle.filter(({ state }) => state !== 'interrupted');
  const waiting = idle.filter(({ state }) => state === 'interrupted');
  const bytes = (some: typeof runs) => some.reduce((sum, run) => sum + run.networkBytes, 0);
  const drop = (some: typeof runs) => {
    on.dropNetworks(some.map(({ runId }) => runId));
    onClose();
  };
  return (
    <QuestionDialog title="Make room" onClose={onClose} answer={null}>
      <ul className={styles.ways}>
        <Way
          title={`Networks of ${formatCounted(ended.length, 'ended run')}`}
          note="Their logs, errors and comparisons stay; other runs cannot start from them."
          action={`Remove, ${formatBytes(bytes(ended))}`}
          isDisabled={ended.length === 0}
          onPress={() => drop(ended)}
        />
        <Way
          title={`Checkpoints of ${formatCounted(waiting.length, 'interrupted run')}`}
          note="Their logs stay as they are; they cannot go on any more."
          action={`Remove, ${formatBytes(bytes(waiting))}`}
          isDisabled={waiting.length === 0}
          onPress={() => drop(waiting)}
        />
        <Way
          title={`Logs of ${formatCounted(runs.length, 'run')}, ${formatBytes(storage.logs)}`}
          note="Choose runs to delete from the list, the largest first."
          action="Show the largest"
          isDisabled={runs.length === 0}
          onPress={() => {
            view.setGrouping('nothing');
            view.setOrder('size');
            onClose();
          }}
        />
        <Way
          title={`Data sets, ${formatBytes(storage.datasets)}`}
          note="Those that were fetched can be fetched again."
          action="To the data sets"
          isDisabled={storage.datasets === 0}
          onPress={() => {
            on.toData();
            onClose();
          }}
        />
      </ul>
    </QuestionDialog>
  );
}

interface WayProps {
  readonly title: string;
  readonly note: string;
  readonly action: string;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}

function Way({ title, note, action, isDisabled, onPress }: WayProps) {
  return (
    <li className={styles.way}>
      <div>
        <b>{title}</b>
        <p className={styles.note}>{note}</p>
      </div>
      <Button isDisabled={isDisabled} onPress={onPress}>
        {action}
      </Button>
    </li>
  );
}
