/** Measures some training steps of the drafted experiment, and shows where their time goes. */
import { useEffect, useState } from 'react';
import type { ProfileGrouping } from '../../../analysis/profile/profileRows.ts';
import { profileNotes } from '../../../analysis/profile/profileTable.ts';
import type { ExperimentSpec } from '../../../spec/experimentSpec.ts';
import type { StepProfile } from '../../../spec/run/stepProfile.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { Segments } from '../../../views/kit/Segments.tsx';
import textStyles from '../../../views/kit/styles/text.module.css';
import { ProfileTable } from '../../../views/profile/ProfileTable.tsx';
import { Button } from '../../controls/Button.tsx';
import { Sheet, SheetHead } from '../../controls/Sheet.tsx';
import { useTask } from '../../useTask.ts';
import styles from './ProfileDialog.module.css';

const groupings = [
  { id: 'kernel', label: 'By kernel' },
  { id: 'layer', label: 'By layer' },
] as const;

interface ProfileDialogProps {
  readonly spec: ExperimentSpec;
  readonly onClose: () => void;
}

export function ProfileDialog({ spec, onClose }: ProfileDialogProps) {
  const { state, begin } = useTask<StepProfile>();
  const [by, setBy] = useState<ProfileGrouping>('kernel');
  const { phase, result, problem } = state;
  useEffect(() => begin((task) => actions().profileStep(spec, task)), [begin, spec]);
  return (
    <Sheet isOpen onClose={onClose}>
      <SheetHead title="Where a step’s time goes" onClose={onClose} />
      <div className={styles.page}>
        <p className={styles.lead}>
          Some steps of the experiment as it is drafted are trained, measured kernel by kernel, and
          thrown away. On WASM that is on one thread.
        </p>
        {phase === 'working' && <p role="status">Measuring some steps…</p>}
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {result !== null && (
          <>
            <Segments label="Time" options={groupings} chosen={by} onChoose={setBy} />
            <ProfileTable profile={result} by={by} />
            <p className={textStyles.note}>
              {profileNotes(result).join(' ')} Winograd’s method needs fewer products than the
              definition of a convolution, which is what is counted: it may exceed the peak.
            </p>
          </>
        )}
        <div>
          <Button
            isDisabled={phase === 'working'}
            onPress={() => begin((task) => actions().profileStep(spec, task))}
          >
            Measure again
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
