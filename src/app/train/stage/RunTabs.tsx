import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { methodPageOf } from '../methodParts.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { GuardedViews } from './GuardedViews.tsx';
import { viewsThere } from './methodPage.ts';
import styles from './RunTabs.module.css';
import { useViewInputs } from './useViewInputs.ts';

/** The views of the moment that is shown, one of up to four tabs at a time: a narrow page. */
export function RunTabs({ shown }: { readonly shown: Shown }) {
  const inputs = useViewInputs(shown);
  const tabs = methodPageOf(shown.state)
    .tabs.map((tab) => ({ ...tab, views: viewsThere(tab.views, shown) }))
    .filter(({ views }) => views.length > 0);
  return (
    <Tabs className={styles.tabs}>
      <TabList className={styles.list} aria-label="Views of the run">
        {tabs.map(({ id, label }) => (
          <Tab key={id} id={id} className={styles.tab}>
            {label(shown)}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, views }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          <GuardedViews views={views} inputs={inputs} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
