import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { HardestEasiest } from '../../views/accuracy/HardestEasiest.tsx';
import { AlwaysHard } from '../../views/alwaysHard/AlwaysHard.tsx';
import { AllClasses } from '../../views/classes/AllClasses.tsx';
import { ErrorChart } from '../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../views/curves/LossChart.tsx';
import { ImportanceChart } from '../../views/importance/ImportanceChart.tsx';
import { Votes } from '../../views/votes/Votes.tsx';
import { DataNeeded } from './DataNeeded.tsx';
import { Drawer } from './Drawer.tsx';
import styles from './NarrowTrain.module.css';
import { RunButtons } from './RunButtons.tsx';
import { RunFailure } from './RunFailure.tsx';
import { Expectation } from './RunStatus.tsx';
import { StoryLine } from './StoryLine.tsx';
import { Timeline } from './Timeline.tsx';
import { useClassLink } from './useClassLink.ts';
import type { Shown } from './useShownRun.ts';
import { ViewGuard } from './ViewGuard.tsx';

/** The live page in one column: story, four tabs, and the controls within reach of the thumb. */
export function NarrowTrain({ shown }: { readonly shown: Shown | null }) {
  const isIdle = useWorkbench(({ launch }) => launch.phase === 'idle');
  return (
    <div className={styles.page}>
      <main className={styles.column}>
        {shown === null ? <DataNeeded /> : <NarrowStage shown={shown} />}
      </main>
      <section className={styles.controls} aria-label="The run">
        {shown !== null && !shown.isPreview && <Timeline shown={shown} />}
        <div className={styles.run}>
          {isIdle && <Expectation />}
          <RunButtons />
        </div>
      </section>
    </div>
  );
}

const tabs = [
  { id: 'importance', label: 'Importance' },
  { id: 'accuracy', label: 'Accuracy' },
  { id: 'curves', label: 'Curves' },
  { id: 'classes', label: 'Classes' },
] as const;

function NarrowStage({ shown }: { readonly shown: Shown }) {
  const link = useClassLink();
  const run = { state: shown.state, newest: shown.newest };
  const classes = { ...run, images: shown.images, link };
  return (
    <>
      <StoryLine shown={shown} />
      <RunFailure state={shown.newest} />
      <Tabs className={styles.tabs}>
        <TabList className={styles.list} aria-label="Views of the run">
          {tabs.map(({ id, label }) => (
            <Tab key={id} id={id} className={styles.tab}>
              {label}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="importance" className={styles.panel}>
          <ViewGuard what="Class importance">
            <ImportanceChart {...classes} />
          </ViewGuard>
        </TabPanel>
        <TabPanel id="accuracy" className={styles.panel}>
          <ViewGuard what="The accuracy of the hardest and easiest">
            <HardestEasiest {...classes} />
          </ViewGuard>
        </TabPanel>
        <TabPanel id="curves" className={styles.panel}>
          <ViewGuard what="The curves">
            <LossChart {...run} />
            <ErrorChart {...run} />
            <Votes {...run} />
            <AlwaysHard {...run} />
          </ViewGuard>
        </TabPanel>
        <TabPanel id="classes" className={styles.panel}>
          <ViewGuard what="The list of all classes">
            <AllClasses {...classes} />
          </ViewGuard>
        </TabPanel>
      </Tabs>
      <div className={styles.details}>
        <Drawer shown={shown} />
      </div>
    </>
  );
}
