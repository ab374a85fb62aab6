/** The views of a run whose networks vote: how important and how hard each class is, and the votes. */
import { actions } from '../../../store/useWorkbench.ts';
import { HardestEasiest } from '../../../views/accuracy/HardestEasiest.tsx';
import { AlwaysHard } from '../../../views/alwaysHard/AlwaysHard.tsx';
import { AllClasses } from '../../../views/classes/AllClasses.tsx';
import { ConfusionPairs } from '../../../views/confusion/ConfusionPairs.tsx';
import { ErrorChart } from '../../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../../views/curves/LossChart.tsx';
import { ImportanceChart } from '../../../views/importance/ImportanceChart.tsx';
import { ClassInspector } from '../../../views/inspector/ClassInspector.tsx';
import { Votes } from '../../../views/votes/Votes.tsx';
import type { MethodPage, StageView } from './methodPage.ts';

const importance: StageView = {
  what: 'Class importance',
  draw: ({ classes }) => <ImportanceChart {...classes} />,
};
const extremes: StageView = {
  what: 'The accuracy of the hardest and easiest',
  draw: ({ classes }) => <HardestEasiest {...classes} />,
};
const allClasses: StageView = {
  what: 'The list of all classes',
  draw: ({ classes }) => <AllClasses {...classes} />,
};
const loss: StageView = { what: 'The loss', draw: ({ run }) => <LossChart {...run} /> };
const error: StageView = { what: 'The error', draw: ({ run }) => <ErrorChart {...run} /> };
const votes: StageView = { what: 'The votes', draw: ({ run }) => <Votes {...run} /> };
const alwaysHard: StageView = {
  what: 'The always-hard share',
  draw: ({ run }) => <AlwaysHard {...run} />,
};
const confused: StageView = {
  what: 'The confused pairs',
  draw: ({ classes, shown }) => <ConfusionPairs {...classes} testLabels={shown.testLabels} />,
};
const heldClass: StageView = {
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

export const votingPage: MethodPage = {
  name: 'voting',
  rows: [
    { shape: 'pair', cells: [[importance], [extremes]] },
    { shape: 'whole', cells: [[allClasses]] },
    { shape: 'quarters', cells: [[loss], [error], [votes], [alwaysHard]] },
  ],
  tabs: [
    { id: 'importance', label: () => 'Importance', views: [importance] },
    { id: 'accuracy', label: () => 'Accuracy', views: [extremes] },
    { id: 'curves', label: () => 'Curves', views: [loss, error, votes, alwaysHard] },
    { id: 'classes', label: () => 'Classes', views: [allClasses] },
  ],
  details: {
    held: heldClass,
    resting: confused,
    hint: 'Click a class anywhere to hold it here; Esc lets go.',
  },
};
