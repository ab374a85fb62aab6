/**
 * What attends every page: messages and questions above it, the address that follows it, and what is
 * asked of the browser when it opens.
 */
import { useEffect } from 'react';
import { actions, workbench } from '../../store/useWorkbench.ts';
import { followAddress } from '../addressBar.ts';
import { ReadingDialog } from '../data/reading/ReadingDialog.tsx';
import { isolatePage } from '../isolatePage.ts';
import { Publishing } from '../publish/Publishing.tsx';
import { useStoredData } from '../shelf/useStoredData.ts';
import { askBeforeLeaving } from '../window/askBeforeLeaving.ts';
import { keepAwake } from '../window/keepAwake.ts';
import { AddRounds } from './AddRounds.tsx';
import { InterruptedRun } from './InterruptedRun.tsx';
import { Notices } from './Notices.tsx';
import { OtherWindowRun } from './OtherWindowRun.tsx';
import { OutdatedPage } from './OutdatedPage.tsx';
import { UpdateOffer } from './UpdateOffer.tsx';

/** Messages, offers and questions above the page that is open. */
export function Attendants() {
  useStoredData();
  useEffect(attend, []);
  return (
    <>
      <Notices />
      <UpdateOffer />
      <OutdatedPage />
      <InterruptedRun />
      <OtherWindowRun />
      <ReadingDialog />
      <AddRounds />
      <Publishing />
    </>
  );
}

/** Attends the page until the returned function is called. */
function attend(): () => void {
  void actions().askOffer();
  // The list looks up every file; what it was stands in one.
  void actions()
    .askRunsBefore()
    .then(() => actions().askKeptRuns());
  void actions().openQueue();
  void actions().lookUpLasting();
  void isolatePage().then((isolation) => actions().setIsolation(isolation));
  const leaveAddress = followAddress(workbench, window);
  const letLeave = askBeforeLeaving(workbench, window);
  const noteHidden = () => actions().noteHidden(document.hidden);
  document.addEventListener('visibilitychange', noteHidden);
  const letSleep = keepAwake(workbench, { wakeLock: navigator.wakeLock, document });
  return () => {
    leaveAddress();
    letLeave();
    letSleep();
    document.removeEventListener('visibilitychange', noteHidden);
  };
}
