/**
 * The live page: it decides between wide and narrow, what of a run is drawn and when, and whether
 * rail and drawer have columns of their own.
 */
import { memo, useCallback, useState } from 'react';
import { useDrawnAfter } from '../../store/pacing/useDrawnAfter.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { useNarrow, useOverlaidDrawer, useWide } from '../useWidthClass.ts';
import { DataNeeded } from './DataNeeded.tsx';
import { NarrowTrain } from './NarrowTrain.tsx';
import { Rail } from './Rail.tsx';
import { Timeline } from './run/Timeline.tsx';
import { useRunKeys } from './run/useRunKeys.ts';
import { type Shown, useShownRun } from './run/useShownRun.ts';
import { Drawer } from './stage/Drawer.tsx';
import { Stage } from './stage/Stage.tsx';
import styles from './TrainPage.module.css';

/** The live page: experiment, story and charts, the class that is held, and the scrubber. */
export function TrainPage() {
  const shown = useShownRun();
  // The timeline answers at once; the charts take longer.
  const later = useDrawnAfter(shown, isMoved);
  const drawn = shown && (later ?? shown);
  const isNarrow = useNarrow();
  const isWide = useWide();
  const [fold, setFold] = useState<boolean | null>(null);
  const isFolded = fold ?? !isWide;
  useRunKeys(useCallback(() => setFold((now) => !(now ?? !isWide)), [isWide]));
  if (isNarrow) return <NarrowTrain shown={shown} drawn={drawn} />;
  return (
    <div className={styles.page} data-folded={isFolded || undefined}>
      <Rail isFolded={isFolded} onFold={setFold} />
      <main className={styles.stage} data-alone={shown === null || undefined}>
        {drawn === null ? <DataNeeded /> : <Stage shown={drawn} />}
      </main>
      {drawn !== null && <DrawerColumn shown={drawn} />}
      {shown !== null && <Timeline shown={shown} />}
    </div>
  );
}

/** Whether another run or moment is shown, and not only what has come to a run meanwhile. */
function isMoved(next: Shown | null, drawn: Shown | null): boolean {
  if (next?.newest.runId !== drawn?.newest.runId) return true;
  return next?.state !== drawn?.state && !(isLive(next) && isLive(drawn));
}

function isLive(shown: Shown | null): boolean {
  return shown?.state === shown?.newest;
}

/** The drawer in its column; on a middling page it comes over the charts when a class is held. */
const DrawerColumn = memo(function DrawerColumn({ shown }: { readonly shown: Shown }) {
  const isOverlaid = useOverlaidDrawer();
  const isHeld = useWorkbench(({ heldClass }) => heldClass !== null);
  if (isOverlaid && !isHeld) return null;
  return (
    <aside className={styles.drawer} data-overlaid={isOverlaid || undefined} aria-label="Details">
      <Drawer shown={shown} />
    </aside>
  );
});
