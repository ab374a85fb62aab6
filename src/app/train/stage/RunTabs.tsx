import { HardestEasiest } from '../../../views/accuracy/HardestEasiest.tsx';
import { AlwaysHard } from '../../../views/alwaysHard/AlwaysHard.tsx';
import { AllClasses } from '../../../views/classes/AllClasses.tsx';
import { ErrorChart } from '../../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../../views/curves/LossChart.tsx';
import { ImportanceChart } from '../../../views/importance/ImportanceChart.tsx';
import { Votes } from '../../../views/votes/Votes.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { useClassLink } from './useClassLink.ts';
import { ViewGuard } from './ViewGuard.tsx';
import { ViewPanel, ViewTabs } from './ViewTabs.tsx';

const tabs = [
  { id: 'importance', label: 'Importance' },
  { id: 'accuracy', label: 'Accuracy' },
  { id: 'curves', label: 'Curves' },
  { id: 'classes', label: 'Classes' },
] as const;

/** The views of a run of networks that vote, in four tabs. */
export function RunTabs({ shown }: { readonly shown: Shown }) {
  const link = useClassLink();
  const run = { state: shown.state, newest: shown.newest };
  const classes = { ...run, images: shown.images, link };
  return (
    <ViewTabs tabs={tabs}>
      <ViewPanel id="importance">
        <ViewGuard what="Class importance">
          <ImportanceChart {...classes} />
        </ViewGuard>
      </ViewPanel>
      <ViewPanel id="accuracy">
        <ViewGuard what="The accuracy of the hardest and easiest">
          <HardestEasiest {...classes} />
        </ViewGuard>
      </ViewPanel>
      <ViewPanel id="curves">
        <ViewGuard what="The curves">
          <LossChart {...run} />
          <ErrorChart {...run} />
          <Votes {...run} />
          <AlwaysHard {...run} />
        </ViewGuard>
      </ViewPanel>
      <ViewPanel id="classes">
        <ViewGuard what="The list of all classes">
          <AllClasses {...classes} />
        </ViewGuard>
      </ViewPanel>
    </ViewTabs>
  );
}
