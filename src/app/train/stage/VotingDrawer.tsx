import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { ConfusionPairs } from '../../../views/confusion/ConfusionPairs.tsx';
import { ClassInspector } from '../../../views/inspector/ClassInspector.tsx';
import { RunFacts } from '../run/RunFacts.tsx';
import type { Shown } from '../run/useShownRun.ts';
import styles from './Drawer.module.css';
import { useClassLink } from './useClassLink.ts';
import { ViewGuard } from './ViewGuard.tsx';

/** The class that is held; without one, the confused pairs and the facts of the run. */
export function VotingDrawer({ shown }: { readonly shown: Shown }) {
  const link = useClassLink();
  const isHeld = useWorkbench(({ heldClass }) => heldClass !== null);
  const { state, newest, images, testLabels, testImages } = shown;
  const view = { state, newest, images, link, testLabels };
  if (isHeld) {
    return (
      <div className={styles.drawer}>
        <ViewGuard what="The class">
          <ClassInspector
            {...view}
            testImages={testImages}
            onWantImages={actions().wantTestImages}
          />
        </ViewGuard>
      </div>
    );
  }
  return (
    <div className={styles.drawer}>
      <p className={styles.hint}>Click a class anywhere to hold it here; Esc lets go.</p>
      <ViewGuard what="The confused pairs">
        <ConfusionPairs {...view} />
      </ViewGuard>
      <RunFacts shown={shown} />
    </div>
  );
}
