/**
 * The list to pick a run to compare from: what it trained, on what, how far it came, and its error.
 */
import { Radio, RadioGroup } from 'react-aria-components';
import { finalError } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { RunView } from '../../store/runs/runView.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { runText } from '../train/form/specText.ts';
import styles from './RunPicker.module.css';

interface RunPickerProps {
  readonly title: string;
  readonly runs: readonly RunView[];
  readonly chosenId: string | null;
  readonly onChoose: (runId: string) => void;
}

/** Runs to choose one of, newest first. */
export function RunPicker({ title, runs, chosenId, onChoose }: RunPickerProps) {
  return (
    <RadioGroup
      className={styles.picker}
      aria-label={title}
      value={chosenId ?? ''}
      onChange={onChoose}
    >
      <h2 className={styles.title}>{title}</h2>
      {runs.length === 0 && <p className={styles.none}>None yet.</p>}
      {runs.toReversed().map(({ runId, newest, origin }) =>
        newest === null ? null : (
          <Radio key={runId} value={runId} className={styles.run}>
            <i className={styles.mark} />
            <span className={styles.names}>
              <b>{runText(newest.spec)}</b>
              <bdi className={textStyles.ellipsis} title={newest.spec.name}>
                {newest.spec.name}
              </bdi>
              <span className={textStyles.note}>
                {newest.dataset.name} · {standingText(newest, origin)}
              </span>
            </span>
            <span className={styles.error}>{formatPercent(finalError(newest))}</span>
          </Radio>
        ),
      )}
    </RadioGroup>
  );
}

function standingText({ spec, phase, rounds }: RunState, origin: RunView['origin']): string {
  const epochs = rounds.reduce((sum, round) => sum + round.epochs.length, 0);
  const all = rounds.length * spec.training.epochs;
  const how = phase === 'finished' ? `${all} epochs` : `${phase}, ${epochs} of ${all} epochs`;
  const from = origin === 'imported' ? ', from a log' : '';
  return `seed ${spec.seed} · ${how}${from}`;
}
