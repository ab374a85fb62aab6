import { valueAt } from '../../store/draft.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { OptionField } from '../controls/OptionField.tsx';
import { Section } from './Section.tsx';

/** Epochs, batches, the optimiser and its schedule, the seed, the device. */
export function TrainingSection() {
  const schedule = useWorkbench(({ draft }) => valueAt(draft, 'training.schedule.kind'));
  const optimizer = useWorkbench(({ draft }) => valueAt(draft, 'training.optimizer'));
  return (
    <Section title="Training">
      <OptionField path="training.epochs" />
      <OptionField path="training.batchSize" />
      <OptionField path="training.optimizer" />
      <OptionField path="training.learningRate" />
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
      <OptionField path="seed" />
      <OptionField path="device" />
    </Section>
  );
}
