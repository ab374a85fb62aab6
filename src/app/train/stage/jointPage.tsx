/** The views of networks that are trained together. */
import { MembersOverEpochs } from '../../../views/members/MembersOverEpochs.tsx';
import type { MethodPage, StageView } from './methodPage.ts';
import { allClasses, classHeld, confused, error, extremes, loss } from './sharedViews.tsx';

const overEpochs: StageView = {
  what: 'Accuracy of each class, network by network',
  draw: ({ classes }) => <MembersOverEpochs {...classes} />,
};

export const jointPage: MethodPage = {
  name: 'joint',
  rows: [
    { shape: 'stacks', cells: [[extremes], [loss, error]] },
    { shape: 'whole', cells: [[overEpochs]] },
    { shape: 'whole', cells: [[allClasses]] },
  ],
  tabs: [
    { id: 'accuracy', label: () => 'Accuracy', views: [extremes, overEpochs] },
    { id: 'curves', label: () => 'Curves', views: [loss, error] },
    { id: 'classes', label: () => 'Classes', views: [allClasses] },
  ],
  details: {
    held: classHeld,
    resting: confused,
    hint: 'Click a class anywhere to hold it here; Esc lets go.',
  },
};
