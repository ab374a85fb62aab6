/** The form's part on training: what all methods have in common. */
import { formatCount } from '../../../lib/numberFormat.ts';
import type { ExperimentSpec } from '../../../spec/experimentSpec.ts';
import { networkCountOf } from '../../../spec/methods/methodFacts.ts';
import type { ScheduleKind } from '../../../spec/sections/trainingSpec.ts';
import { valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import { Button } from '../../controls/Button.tsx';
import { OptionField } from '../../controls/fields/OptionField.tsx';
import { numberText } from '../../controls/fields/optionText.ts';
import { ProfileButton } from '../profile/ProfileButton.tsx';
import { RailSection } from '../RailSection.tsx';
import { More } from './More.tsx';
import { ThreadsField } from './ThreadsField.tsx';

const seldom = [
  'training.momentum',
  'training.weightDecay',
  'training.schedule.kind',
  'training.schedule.at',
  'training.schedule.factor',
  'training.schedule.cycles',
  'training.schedule.tailFrom',
  'training.schedule.tailFactor',
] as const;

/** Epochs, batches, the optimiser and its schedule, the seed, the device. */
export function TrainingSection() {
  const schedule = useWorkbench(({ draft }) => valueAt(draft, 'training.schedule.kind'));
  const optimizer = useWorkbench(({ draft }) => valueAt(draft, 'training.optimizer'));
  const momentum = useWorkbench(({ draft }) => valueAt(draft, 'training.momentum'));
  const decay = useWorkbench(({ draft }) => valueAt(draft, 'training.weightDecay'));
  const inAll = useWorkbench(({ draft }) => draft.spec && epochsInAll(draft.spec));
  const parts = [
    ...(optimizer === 'sgd' ? [`momentum ${numberText(momentum)}`] : []),
    `decay ${numberText(decay)}`,
    String(schedule),
  ];
  return (
    <RailSection title="Training">
      <OptionField path="training.epochs" />
      {inAll !== null && <p className={textStyles.note}>{inAll}</p>}
      <OptionField path="training.batchSize" />
      <OptionField path="training.optimizer" />
      <OptionField path="training.learningRate" />
      <More summary={parts.join(', ')} paths={seldom}>
        {optimizer === 'sgd' && <OptionField path="training.momentum" />}
        <OptionField path="training.weightDecay" />
        <OptionField
          path="training.schedule.kind"
          onChoose={(value) => actions().chooseSchedule(value as ScheduleKind)}
        />
        {schedule === 'steps' && (
          <>
            <OptionField path="training.schedule.at" />
            <OptionField path="training.schedule.factor" />
          </>
        )}
        {schedule === 'cyclic-cosine' && <OptionField path="training.schedule.cycles" />}
        {schedule === 'constant-tail' && (
          <>
            <OptionField path="training.schedule.tailFrom" />
            <OptionField path="training.schedule.tailFactor" />
          </>
        )}
      </More>
      <OptionField path="seed" />
      <CompareButton />
      <OptionField path="device" />
      <ThreadsField />
      <ProfileButton />
    </RailSection>
  );
}

/** Leads to a comparison over the drafted experiment, by its seeds first. */
function CompareButton() {
  const spec = useWorkbench(({ draft }) => draft.spec);
  return (
    <Button
      look="link"
      isDisabled={spec === null}
      onPress={() => spec !== null && actions().compareOver(spec)}
    >
      Compare over seeds and options…
    </Button>
  );
}

/** What all networks take together, so that methods can be compared at equal cost; null for one. */
function epochsInAll({ method, training: { epochs } }: ExperimentSpec): string | null {
  const networks = networkCountOf(method);
  if (networks === 1) return null;
  return `${formatCount(networks * epochs)} epochs in all: ${networks} networks of ${formatCount(epochs)} each.`;
}
