import { Activity, useDeferredValue, useEffect, useState } from 'react';
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
  // The bar answers the click at once; the page itself may take a moment longer.
  const page = useDeferredValue(useWorkbench((state) => state.page));
  const [isTrainMade, setTrainMade] = useState(false);
  if (page === 'train' && !isTrainMade) setTrainMade(true);
  const hasData = useWorkbench(({ data }) => heldData(data) !== null);
  useEffect(() => {
    void actions().askOffer();
    return followAddress(workbench, window);
  }, []);
  return (
    <div className={styles.app}>
      <TopBar />
      <Notices />
      {/* A page that was opened stays made, so that going there answers at once. */}
      {isTrainMade && (
        <Activity mode={page === 'train' ? 'visible' : 'hidden'}>
          <TrainPage />
        </Activity>
      )}
      <Activity mode={page === 'data' ? 'visible' : 'hidden'}>
        {hasData ? <DataPage /> : <FirstVisit />}
      </Activity>
    </div>
  );
}
