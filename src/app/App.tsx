/**
 * The page as a whole: the bar, the messages, and the page that is open. Pages that have been
 * opened stay laid out, unseen and inert, so that going back costs nothing.
 */
import { type ReactNode, useEffect, useState } from 'react';
import { heldData } from '../store/data/dataSet.ts';
import { useDrawnAfter } from '../store/pacing/useDrawnAfter.ts';
import { actions, useWorkbench, workbench } from '../store/useWorkbench.ts';
import styles from './App.module.css';
import { followAddress } from './addressBar.ts';
import { DataPage } from './data/DataPage.tsx';
import { ReadingDialog } from './data/reading/ReadingDialog.tsx';
import { FirstVisit } from './first/FirstVisit.tsx';
import { guardDrops } from './guardDrops.ts';
import { isolatePage } from './isolatePage.ts';
import { useStoredData } from './shelf/useStoredData.ts';
import { AddRounds } from './shell/AddRounds.tsx';
import { InterruptedRun } from './shell/InterruptedRun.tsx';
import { laterPage } from './shell/laterPage.tsx';
import { Notices } from './shell/Notices.tsx';
import { OtherWindowRun } from './shell/OtherWindowRun.tsx';
import { OutdatedPage } from './shell/OutdatedPage.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { UpdateOffer } from './shell/UpdateOffer.tsx';
import { TrainPage } from './train/TrainPage.tsx';
import { askBeforeLeaving } from './window/askBeforeLeaving.ts';
import { keepAwake } from './window/keepAwake.ts';

const RunsPage = laterPage(() => import('./runs/RunsPage.tsx').then(({ RunsPage }) => RunsPage));
const ComparePage = laterPage(() =>
  import('./compare/ComparePage.tsx').then(({ ComparePage }) => ComparePage),
);
const PapersPage = laterPage(() =>
  import('./papers/PapersPage.tsx').then(({ PapersPage }) => PapersPage),
);
const AboutPage = laterPage(() =>
  import('./about/AboutPage.tsx').then(({ AboutPage }) => AboutPage),
);

// Made once: that another page opens is no reason to draw what the pages hold anew.
const [firstVisit, dataPage] = [<FirstVisit key="first" />, <DataPage key="data" />];
const [trainPage, runsPage] = [<TrainPage key="train" />, <RunsPage key="runs" />];
const [comparePage, papersPage] = [<ComparePage key="compare" />, <PapersPage key="papers" />];
const aboutPage = <AboutPage key="about" />;

/** The workbench: a bar, and the page that is open. */
export function App() {
  // To draw a whole data set is too much for the task in which it came.
  const dataOrFirst = useDrawnAfter(
    useWorkbench(({ data }) => (heldData(data) === null ? 'first' : 'data')),
  );
  // The bar answers the click at once, the page follows.
  const page = useDrawnAfter(useWorkbench((state) => state.page));
  useStoredData();
  useEffect(() => {
    void actions().askOffer();
    // The list looks up every file; what it was stands in one.
    void actions()
      .askRunsBefore()
      .then(() => actions().askKeptRuns());
    void actions().openQueue();
    void actions().lookUpLasting();
    void isolatePage().then((isolation) => actions().setIsolation(isolation));
    const letDropsGo = guardDrops(window);
    const leaveAddress = followAddress(workbench, window);
    const letLeave = askBeforeLeaving(workbench, window);
    const noteHidden = () => actions().noteHidden(document.hidden);
    document.addEventListener('visibilitychange', noteHidden);
    const letSleep = keepAwake(workbench, { wakeLock: navigator.wakeLock, document });
    return () => {
      letDropsGo();
      leaveAddress();
      letLeave();
      letSleep();
      document.removeEventListener('visibilitychange', noteHidden);
    };
  }, []);
  return (
    <div className={styles.app}>
      <TopBar />
      <div className={styles.above}>
        <Notices />
        <UpdateOffer />
        <OutdatedPage />
        <InterruptedRun />
        <OtherWindowRun />
      </div>
      <ReadingDialog />
      <AddRounds />
      <KeptPage isOpen={page === 'data'}>{dataOrFirst === 'data' ? dataPage : firstVisit}</KeptPage>
      <KeptPage isOpen={page === 'train'}>{trainPage}</KeptPage>
      <KeptPage isOpen={page === 'runs'}>{runsPage}</KeptPage>
      <KeptPage isOpen={page === 'compare'}>{comparePage}</KeptPage>
      <KeptPage isOpen={page === 'papers'}>{papersPage}</KeptPage>
      <KeptPage isOpen={page === 'about'}>{aboutPage}</KeptPage>
    </div>
  );
}

interface KeptPageProps {
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** A page that, once opened, keeps its layout while others are open: going back costs nothing. */
function KeptPage({ isOpen, children }: KeptPageProps) {
  const [wasOpened, setOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setOpened(true);
  if (!wasOpened) return null;
  return (
    <div className={styles.page} inert={!isOpen} data-open={isOpen || undefined}>
      {children}
    </div>
  );
}
