import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import styles from './ViewTabs.module.css';

interface ViewTabsProps {
  readonly tabs: readonly { readonly id: string; readonly label: string }[];
  /** A {@link ViewPanel} for each tab. */
  readonly children: ReactNode;
}

/** Views of a run on a narrow page, one of four tabs at a time. */
export function ViewTabs({ tabs, children }: ViewTabsProps) {
  return (
    <Tabs className={styles.tabs}>
      <TabList className={styles.list} aria-label="Views of the run">
        {tabs.map(({ id, label }) => (
          <Tab key={id} id={id} className={styles.tab}>
            {label}
          </Tab>
        ))}
      </TabList>
      {children}
    </Tabs>
  );
}

interface ViewPanelProps {
  readonly id: string;
  readonly children: ReactNode;
}

/** What a tab shows. */
export function ViewPanel({ id, children }: ViewPanelProps) {
  return (
    <TabPanel id={id} className={styles.panel}>
      {children}
    </TabPanel>
  );
}
