/** The form's part on training: what all methods have in common. */
import { valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { OptionField } from '../../controls/fields/OptionField.tsx';
import { numberText } from '../../controls/fields/optionText.ts';
import { RailSection } from '../RailSection.tsx';
import { More } from './More.tsx';
import { ThreadsField } from './ThreadsField.tsx';

const seldom = [
  'training.momentum',
  'training.weightDecay',
  'training.schedule.kind',
  'training.schedule.at',
  'training.schedule.factor',
] as const;

/** Epochs, batches, the optimiser and its schedule, the seed, the device. */
export function TrainingSection() {
  const schedule = useWorkbench(({ draft }) => valueAt(draft, 'training.schedule.kind'));
  const optimizer = useWorkbench(({ draft }) => valueAt(draft, 'training.optimizer'));
  const momentum = useWorkbench(({ draft }) => valueAt(draft, 'training.momentum'));
  const decay = useWorkbench(({ draft }) => valueAt(draft, 'training.weightDecay'));
  const parts = [
    ...(optimizer === 'sgd' ? [`momentum ${numberText(momentum)}`] : []),
    `decay ${numberText(decay)}`,
    String(schedule),
  ];
  return (
    <RailSection title="Training">
      <OptionField path="training.epochs" />
      <OptionField path="training.batchSize" />
      <OptionField path="training.optimizer" />
      <OptionField path="training.learningRate" />
      <More summary={parts.join(', ')} paths={seldom}>
        {optimizer === 'sgd' && <OptionField path="training.momentum" />}
        <OptionField path="training.weightDecay" />
        <OptionField
          path="training.schedule.kind"
          onChoose={(value) => actions().chooseSchedule(value === 'cosine' ? 'cosine' : 'steps')}
        />
        {schedule === 'steps' && (
          <>
            <OptionField path="training.schedule.at" />
            <OptionField path="training.schedule.factor" />
          </>
        )}
      </More>
      <OptionField path="seed" />
      <OptionField path="device" />
      <ThreadsField />
    </RailSection>
  );
}
