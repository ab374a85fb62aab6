/** The views of a run whose networks vote: how important and how hard each class is, and the votes. */
import { onlyClassifier } from '../../../analysis/run/classifierNames.ts';
import { classWeightsFrom, traitsOf } from '../../../spec/methods/methodFacts.ts';
import { AlwaysHard } from '../../../views/alwaysHard/AlwaysHard.tsx';
import { ClassWeightsChart } from '../../../views/importance/ClassWeightsChart.tsx';
import { ImportanceChart } from '../../../views/importance/ImportanceChart.tsx';
import { Votes } from '../../../views/votes/Votes.tsx';
import type { MethodPage, StageView } from './methodPage.ts';
import { allClasses, classHeld, confused, error, extremes, loss } from './sharedViews.tsx';

const importance: StageView = {
  what: 'Class importance',
  draw: ({ classes }) =>
    classWeightsFrom(classes.state.spec.method) === null ? (
      <ImportanceChart {...classes} />
    ) : (
      <ClassWeightsChart {...classes} />
    ),
};
const votes: StageView = {
  what: 'The votes',
  draw: ({ run }) => <Votes {...run} />,
  isThere: ({ state }) => onlyClassifier(state) === null,
};
const alwaysHard: StageView = {
  what: 'The always-hard share',
  draw: ({ run }) => <AlwaysHard {...run} />,
  // Its theorem is about γ.
  isThere: ({ state }) => traitsOf(state.spec.method).hasGamma,
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
    held: classHeld,
    resting: confused,
    hint: 'Click a class anywhere to hold it here; Esc lets go.',
  },
};
