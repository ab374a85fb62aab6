/**
 * Asks how many rounds a finished run is to get, and says what will happen: its networks are evaluated
 * once more, and a longer run beside it is trained from there. Where that cannot be it says why.
 */
import { useState } from 'react';
import { mostRounds, whyNoMoreRounds } from '../../analysis/run/moreRounds.ts';
import { formatBytes, formatCounted, formatDuration } from '../../lib/numberFormat.ts';
import type { NumberOption } from '../../spec/fields/optionDescription.ts';
import type { WholeRun } from '../../storage/runs/listedRuns.ts';
import type { GrowingRun } from '../../store/runs/growthSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { PlainComplaint } from '../controls/fields/FieldLabel.tsx';
import { numberOf, numberText, stepped } from '../controls/fields/optionText.ts';
import { TextValueField } from '../controls/fields/TextValueField.tsx';
import { QuestionDialog } from '../runs/dialogs/QuestionDialog.tsx';
import styles from './AddRounds.module.css';

/** The question of the run that rounds are asked for; nothing while there is none. */
export function AddRounds() {
  const growing = useWorkbench((state) => state.growing);
  const run = useWorkbench(({ keptRuns }) =>
    keptRuns?.find(({ runId }) => runId === growing?.runId),
  );
  if (growing === null) return null;
  const close = actions().leaveRounds;
  if (run?.state !== 'whole') {
    return <NotOffered title="Add rounds" reason={unkept} onClose={close} />;
  }
  const reason = whyNoMoreRounds({ ...run, networks: run.networks.length });
  const title = `Add rounds to “${run.title ?? run.name}”`;
  if (reason !== null) return <NotOffered title={title} reason={reason} onClose={close} />;
  return <Question key={run.runId} title={title} run={run} growing={growing} />;
}

const unkept =
  'This run is not kept in this browser, so its networks are gone. Train the longer experiment from the beginning instead.';

interface NotOfferedProps {
  readonly title: string;
  readonly reason: string;
  readonly onClose: () => void;
}

function NotOffered({ title, reason, onClose }: NotOfferedProps) {
  return (
    <QuestionDialog title={title} onClose={onClose} answer={null}>
      <p>No rounds can be added. {reason}</p>
    </QuestionDialog>
  );
}

interface QuestionProps {
  readonly title: string;
  readonly run: WholeRun;
  readonly growing: GrowingRun;
}

function Question({ title, run, growing: { evaluated, error } }: QuestionProps) {
  const [count, setCount] = useState<unknown>(1);
  const isBusy = useWorkbench(({ launch }) => launch.phase !== 'idle');
  const option: NumberOption = { ...field, max: mostRounds - run.round };
  const isCount = Number.isInteger(count) && Number(count) >= 1 && Number(count) <= option.max;
  const isUnderWay = evaluated !== null;
  return (
    <QuestionDialog
      title={title}
      onClose={() => actions().leaveRounds()}
      answer={{
        label: 'Add and train',
        onPress: () => void actions().addRounds(Number(count)),
        isDisabled: !isCount || isUnderWay || isBusy,
        stays: true,
      }}
    >
      <div className={styles.count}>
        <TextValueField
          option={option}
          complaint={isCount ? null : `must be a whole number from 1 to ${option.max}`}
          text={numberText(count)}
          placeholder={undefined}
          onText={(text) => setCount(numberOf(text))}
          onStep={(steps) => isCount && setCount(stepped(option, Number(count), steps))}
        />
      </div>
      {isCount && <p>{planOf(run, Number(count))}</p>}
      <p>
        The finished run stays as it is. Its networks are kept once more for the longer one,{' '}
        {formatBytes(run.bytes.networks)}.
      </p>
      <p role="status">{isUnderWay ? evaluatedText(run, evaluated) : isBusy ? waiting : ''}</p>
      <PlainComplaint complaint={error} />
    </QuestionDialog>
  );
}

const waiting = 'Another run is under way: rounds can be added once it has ended.';

const field = {
  kind: 'integer',
  label: 'Rounds to add',
  help: 'How many networks are trained after those that there are.',
  min: 1,
  step: 1,
} as const;

function planOf({ round, seconds, epochs }: WholeRun, count: number): string {
  const [first, last] = [round + 1, round + count];
  const which =
    count === 1 ? `Round ${first} is trained` : `Rounds ${first} to ${last} are trained`;
  const each = formatDuration(seconds / round);
  return `The ${formatCounted(round, 'network')} there ${round === 1 ? 'is' : 'are'} evaluated once more, as its votes are not kept. ${which} after that, ${formatCounted(epochs, 'epoch')}${count === 1 ? '' : ' each'}; a round took ${each} so far. It ends with the digest that an experiment of ${formatCounted(last, 'round')} has in one go.`;
}

function evaluatedText({ round }: WholeRun, evaluated: number): string {
  return `Evaluating ${formatCounted(round, 'network')} once more: ${evaluated} of ${round} done…`;
}
