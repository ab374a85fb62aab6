/** Views that the pages of several methods have. */
import { actions } from '../../../store/useWorkbench.ts';
import { HardestEasiest } from '../../../views/accuracy/HardestEasiest.tsx';
import { AllClasses } from '../../../views/classes/AllClasses.tsx';
import { ConfusionPairs } from '../../../views/confusion/ConfusionPairs.tsx';
import { ErrorChart } from '../../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../../views/curves/LossChart.tsx';
import { ClassInspector } from '../../../views/inspector/ClassInspector.tsx';
import type { StageView } from './methodPage.ts';

export const extremes: StageView = {
  what: 'The accuracy of the hardest and easiest',
  draw: ({ classes }) => <HardestEasiest {...classes} />,
};
export const allClasses: StageView = {
  what: 'The list of all classes',
  draw: ({ classes }) => <AllClasses {...classes} />,
};
export const loss: StageView = { what: 'The loss', draw: ({ run }) => <LossChart {...run} /> };
export const error: StageView = { what: 'The error', draw: ({ run }) => <ErrorChart {...run} /> };
export const confused: StageView = {
  what: 'The confused pairs',
  draw: ({ classes, shown }) => <ConfusionPairs {...classes} testLabels={shown.testLabels} />,
};
export const classHeld: StageView = {
  what: 'The class',
  draw: ({ classes, shown }) => (
    <ClassInspector
      {...classes}
      testLabels={shown.testLabels}
      testImages={shown.testImages}
      onWantImages={actions().wantTestImages}
    />
  ),
};
