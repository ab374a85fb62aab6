import { useEffect } from 'react';
import { heldData } from '../store/dataSet.ts';
import { actions, useWorkbench, workbench } from '../store/useWorkbench.ts';
import styles from './App.module.css';
import { followAddress } from './addressBar.ts';
import { DataPage } from './data/DataPage.tsx';
import { FirstVisit } from './first/FirstVisit.tsx';
import { Notices } from './shell/Notices.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { TrainPage } from './train/TrainPage.tsx';

/** The workbench: a bar, and the page that is open. */
export function App() {
  const page = useWorkbench((state) => state.page);
  const hasData = useWorkbench(({ data }) => heldData(data) !== null);
  useEffect(() => {
    void actions().askOffer();
    return followAddress(workbench, window);
  }, []);
  return (
    <div className={styles.app}>
      <TopBar />
      <Notices />
      {page === 'train' && <TrainPage />}
      {page === 'data' && (hasData ? <DataPage /> : <FirstVisit />)}
    </div>
  );
}
