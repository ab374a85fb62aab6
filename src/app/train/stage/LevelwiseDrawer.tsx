import { ChevronLeft } from 'lucide-react';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { LevelwiseInspector } from '../../../views/inspector/LevelwiseInspector.tsx';
import { Reassignments } from '../../../views/reassignments/Reassignments.tsx';
import { Button } from '../../controls/Button.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import { RunFacts } from '../run/RunFacts.tsx';
import type { Shown } from '../run/useShownRun.ts';
import styles from './Drawer.module.css';
import { useLevelwiseViews } from './useLevelwiseViews.ts';
import { ViewGuard } from './ViewGuard.tsx';

/** The class that is held, with the way back; without one, the feed of moves and the run's facts. */
export function LevelwiseDrawer({ shown }: { readonly shown: Shown }) {
  const { view, tree, hasGroups } = useLevelwiseViews(shown);
  const isHeld = useWorkbench(({ heldClass }) => heldClass !== null);
  const isNarrow = useNarrow();
  // On a narrow page the moves have a tab of their own.
  const hasFeed = hasGroups && !isNarrow;
  if (isHeld) {
    return (
      <div className={styles.drawer}>
        {hasFeed && (
          <Button look="link" onPress={() => actions().holdClass(null)}>
            <ChevronLeft size={14} aria-hidden="true" />
            Reassignments
          </Button>
        )}
        <ViewGuard what="The class">
          <LevelwiseInspector
            {...view}
            testLabels={shown.testLabels}
            testImages={shown.testImages}
            onWantImages={actions().wantTestImages}
          />
        </ViewGuard>
      </div>
    );
  }
  return (
    <div className={styles.drawer}>
      {hasFeed && (
        <ViewGuard what="The reassignments">
          <Reassignments {...tree} onScrub={actions().scrubTo} />
        </ViewGuard>
      )}
      <RunFacts shown={shown} />
    </div>
  );
}
