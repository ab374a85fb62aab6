import { AssignmentMap } from '../../views/assignment/AssignmentMap.tsx';
import { ErrorChart } from '../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../views/curves/LossChart.tsx';
import { useLevelwiseViews } from './useLevelwiseViews.ts';
import type { Shown } from './useShownRun.ts';
import { ViewGuard } from './ViewGuard.tsx';
import { ViewPanel, ViewTabs } from './ViewTabs.tsx';

/** The views of a level-wise run, in four tabs. */
export function LevelwiseTabs({ shown }: { readonly shown: Shown }) {
  const { run, view } = useLevelwiseViews(shown);
  const tabs = [
    { id: 'assignment', label: 'Ψ' },
    { id: 'curves', label: 'Curves' },
  ];
  return (
    <ViewTabs tabs={tabs}>
      <ViewPanel id="assignment">
        <ViewGuard what="Ψ">
          <AssignmentMap {...view} />
        </ViewGuard>
      </ViewPanel>
      <ViewPanel id="curves">
        <ViewGuard what="The curves">
          <LossChart {...run} />
          <ErrorChart {...run} />
        </ViewGuard>
      </ViewPanel>
    </ViewTabs>
  );
}
