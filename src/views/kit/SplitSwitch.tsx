import type { RunState } from '../../spec/run/runState.ts';
import { type SplitName, splitNames } from '../../spec/units.ts';
import { Segments } from './Segments.tsx';

interface SplitSwitchProps {
  readonly state: Pick<RunState, 'dataset'>;
  readonly split: SplitName;
  readonly onSplit: (split: SplitName) => void;
}

const labels: Readonly<Record<SplitName, string>> = {
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};

/** Chooses among the splits that have images; nothing where there is one alone. */
export function SplitSwitch({ state, split, onSplit }: SplitSwitchProps) {
  const { counts } = state.dataset;
  const options = splitNames
    .filter((name) => counts[name] > 0)
    .map((name) => ({ id: name, label: labels[name] }));
  if (options.length < 2) return null;
  return <Segments label="Images" options={options} chosen={split} onChoose={onSplit} />;
}
