import { memo } from 'react';
import { AssignmentMap } from '../../../views/assignment/AssignmentMap.tsx';
import { ErrorEntry } from '../../../views/levels/ErrorEntry.tsx';
import { LevelAccuracy } from '../../../views/levels/LevelAccuracy.tsx';
import { LevelWeights } from '../../../views/levels/LevelWeights.tsx';
import { MixtureError } from '../../../views/levels/MixtureError.tsx';
import { MixtureLoss } from '../../../views/levels/MixtureLoss.tsx';
import { TopDown } from '../../../views/levels/TopDown.tsx';
import { TopErrors } from '../../../views/levels/TopErrors.tsx';
import { ClassTree } from '../../../views/tree/ClassTree.tsx';
import { FlatTwinLine } from '../run/FlatTwinLine.tsx';
import { RunFailure } from '../run/RunFailure.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { ClassHover } from './ClassHover.tsx';
import styles from './LevelwiseStage.module.css';
import { StoryLine } from './StoryLine.tsx';
import { useLevelwiseViews } from './useLevelwiseViews.ts';
import { ViewGuard } from './ViewGuard.tsx';

/** A level-wise run: its story, the tree, Ψ, and what the levels do once there are any. */
export const LevelwiseStage = memo(function LevelwiseStage({ shown }: { readonly shown: Shown }) {
  const { view, tree, hasGroups, hasMixture } = useLevelwiseViews(shown);
  return (
    <ClassHover view={view}>
      <div className={styles.stage}>
        <header className={styles.head}>
          <StoryLine shown={shown} />
          {!shown.isPreview && <FlatTwinLine newest={shown.newest} />}
        </header>
        <RunFailure state={shown.newest} />
        {hasGroups && (
          <ViewGuard what="The tree">
            <ClassTree {...tree} />
          </ViewGuard>
        )}
        <div className={styles.pair}>
          <div className={styles.stack}>
            <ViewGuard what="Ψ">
              <AssignmentMap {...view} />
            </ViewGuard>
            {hasMixture && (
              <ViewGuard what="Where errors enter">
                <ErrorEntry {...view} />
              </ViewGuard>
            )}
          </div>
          <div className={styles.stack}>
            <ViewGuard what="The accuracy by level">
              <LevelAccuracy {...view} />
            </ViewGuard>
            {hasMixture && (
              <ViewGuard what="The level weights">
                <LevelWeights {...view} />
              </ViewGuard>
            )}
          </div>
        </div>
        {!shown.isPreview && (
          <div className={styles.halves}>
            <ViewGuard what="The loss">
              <MixtureLoss {...view} />
            </ViewGuard>
            <ViewGuard what="The error">
              <MixtureError {...view} />
            </ViewGuard>
          </div>
        )}
        {hasMixture && (
          <div className={styles.halves}>
            <ViewGuard what="The top errors">
              <TopErrors {...view} />
            </ViewGuard>
            <ViewGuard what="Top-down inference">
              <TopDown {...view} />
            </ViewGuard>
          </div>
        )}
      </div>
    </ClassHover>
  );
});
