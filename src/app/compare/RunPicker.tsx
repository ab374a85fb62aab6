/**
 * The list to pick a run to compare from: what it trained, on what, how far it came, and its error.
 */
import { Radio, RadioGroup } from 'react-aria-components';
import { formatPercent } from '../../lib/numberFormat.ts';
import { actions } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { Button } from '../controls/Button.tsx';
import type { PickableRun } from './pickableRuns.ts';
import styles from './RunPicker.module.css';

interface RunPickerProps {
  readonly title: string;
  readonly runs: readonly PickableRun[];
  readonly chosenId: string | null;
  readonly onChoose: (runId: string) => void;
}

/** More runs than these are picked on the page of runs, where they can be searched. */
const mostListed = 12;

/** Runs to choose one of, newest first. */
export function RunPicker({ title, runs, chosenId, onChoose }: RunPickerProps) {
  const listed = runs.filter(({ runId }, place) => place < mostListed || runId === chosenId);
  const more = runs.length - listed.length;
  return (
    <div>
      <RadioGroup
        className={styles.picker}
        aria-label={title}
        value={chosenId ?? ''}
        onChange={onChoose}
      >
        <h2 className={styles.title}>{title}</h2>
        {runs.length === 0 && <p className={styles.none}>No two runs on the same data.</p>}
        {listed.map(({ runId, text, name, note, error }) => (
          <Radio key={runId} value={runId} className={styles.run}>
            <i className={styles.mark} />
            <span className={styles.names}>
              <b>{text}</b>
              <bdi className={textStyles.ellipsis} title={name}>
                {name}
              </bdi>
              <span className={textStyles.note}>{note}</span>
            </span>
            <span className={styles.error}>{formatPercent(error)}</span>
          </Radio>
        ))}
      </RadioGroup>
      {more > 0 && (
        <Button look="link" onPress={() => actions().goTo('runs')}>
          {more} more among the runs
        </Button>
      )}
    </div>
  );
}
