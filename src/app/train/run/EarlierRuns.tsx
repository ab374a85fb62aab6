/**
 * The runs of this session in the form's rail, to go back to. Runs of other sessions come in as
 * logs.
 */
import { Button as AriaButton } from 'react-aria-components';
import { finalError } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { roundsOf } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { heldData } from '../../../store/data/dataSet.ts';
import type { RunView } from '../../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { runText } from '../form/specText.ts';
import { RailSection } from '../RailSection.tsx';
import styles from './EarlierRuns.module.css';

/** Runs of this session, newest first, each with the error of its ensemble. */
export function EarlierRuns({ onLeave }: { readonly onLeave: (() => void) | undefined }) {
  const runs = useWorkbench((state) => state.runs);
  const shownId = useWorkbench((state) => state.shownId);
  const held = useWorkbench(({ data }) => heldData(data)?.name ?? null);
  const begun = runs.filter((run) => run.newest !== null);
  if (begun.length === 0) return null;
  const sameData = begun.every(({ newest }) => newest?.dataset.name === held);
  return (
    <RailSection title={sameData ? `Runs on ${held}` : 'Runs'} note="test error">
      <ul className={styles.runs}>
        {begun.toReversed().map((run) => (
          <li key={run.runId}>
            <RunLine
              run={run}
              isShown={run.runId === shownId}
              onPress={() => {
                actions().showRun(run.runId);
                onLeave?.();
              }}
            />
          </li>
        ))}
      </ul>
    </RailSection>
  );
}

interface RunLineProps {
  readonly run: RunView;
  readonly isShown: boolean;
  readonly onPress: () => void;
}

function RunLine({ run: { newest, origin }, isShown, onPress }: RunLineProps) {
  if (newest === null) return null;
  return (
    <AriaButton className={styles.run} {...(isShown && { 'aria-current': true })} onPress={onPress}>
      <span className={styles.name}>
        {runText(newest.spec)}
        <span className={styles.note}>{standing(newest, origin)}</span>
      </span>
      <span>{formatPercent(finalError(newest))}</span>
    </AriaButton>
  );
}

const fromText: Readonly<Record<RunView['origin'], string>> = {
  'trained here': '',
  'another window': 'in another window',
  imported: 'from a log',
};

function standing({ phase, rounds, spec }: RunState, origin: RunView['origin']): string {
  const from = fromText[origin];
  const isOne = roundsOf(spec.method) === 1;
  const where = isOne ? `epoch ${rounds[0]?.epochs.length ?? 0}` : `round ${rounds.length}`;
  const how = phase === 'finished' ? '' : `${phase}, ${where}`;
  return [from, how].filter((text) => text !== '').join(', ');
}
