/** The way to the profile of the drafted experiment, whose dialog is read when it is asked for. */
import { useState } from 'react';
import type { ExperimentSpec } from '../../../spec/experimentSpec.ts';
import { heldData } from '../../../store/data/dataSet.ts';
import { draftedForData } from '../../../store/draft/draftedExperiment.ts';
import { isAtWork } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import { laterCode } from '../../later/laterCode.ts';

const laterDialog = laterCode(() => import('./ProfileDialog.tsx'));

/** Cannot be pressed without an experiment and its data, or while something is trained or read. */
export function ProfileButton() {
  const spec = useWorkbench(draftedForData);
  const hasData = useWorkbench(({ data }) => heldData(data) !== null);
  const isBusy = useWorkbench(isAtWork);
  const [profiled, setProfiled] = useState<ExperimentSpec | null>(null);
  const dialog = laterDialog.useState();
  const open = async () => {
    if (spec === null) return;
    if ((await laterDialog.read()) !== null) return setProfiled(spec);
    actions().notify({
      tone: 'error',
      title: 'The profile could not be read',
      message: 'The network may have failed for a moment. Try again.',
    });
  };
  return (
    <>
      <Button
        look="link"
        isDisabled={spec === null || !hasData || isBusy}
        onPress={() => void open()}
      >
        Where does a step’s time go?
      </Button>
      {profiled !== null && dialog.phase === 'read' && (
        <dialog.code.ProfileDialog spec={profiled} onClose={() => setProfiled(null)} />
      )}
    </>
  );
}
