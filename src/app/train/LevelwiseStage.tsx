import { memo } from 'react';
import { AssignmentMap } from '../../views/assignment/AssignmentMap.tsx';
import { ErrorChart } from '../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../views/curves/LossChart.tsx';
import { ErrorEntry } from '../../views/levels/ErrorEntry.tsx';
import { LevelAccuracy } from '../../views/levels/LevelAccuracy.tsx';
import { LevelWeights } from '../../views/levels/LevelWeights.tsx';
import { TopDown } from '../../views/levels/TopDown.tsx';
import { TopErrors } from '../../views/levels/TopErrors.tsx';
import { ClassTree } from '../../views/tree/ClassTree.tsx';
import { ClassHover } from './ClassHover.tsx';
import { FlatTwinLine } from './FlatTwinLine.tsx';
import styles from './LevelwiseStage.module.css';
import { RunFailure } from './RunFailure.tsx';
import { StoryLine } from './StoryLine.tsx';
import { useLevelwiseViews } from './useLevelwiseViews.ts';
import type { Shown } from './useShownRun.ts';
import { ViewGuard } from './ViewGuard.tsx';

/** A level-wise run: its story, the tree, Ψ, and what the levels do. */
export const LevelwiseStage = memo(function LevelwiseStage({ shown }: { readonly shown: Shown }) {
  const { run, view, tree, hasGroups } = useLevelwiseViews(shown);
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
          <ViewGuard what="Ψ">
            <AssignmentMap {...view} />
          </ViewGuard>
          <div className={styles.stack}>
            <ViewGuard what="The accuracy by level">
              <LevelAccuracy {...view} />
            </ViewGuard>
            <ViewGuard what="The level weights">
              <LevelWeights {...view} />
            </ViewGuard>
          </div>
        </div>
        <div className={styles.row}>
          <ViewGuard what="Where errors enter">
            <ErrorEntry {...view} />
          </ViewGuard>
          <ViewGuard what="The top errors">
            <TopErrors {...view} />
          </ViewGuard>
          <ViewGuard what="Top-down inference">
            <TopDown {...view} />
          </ViewGuard>
        </div>
        <div className={styles.halves}>
          <ViewGuard what="The loss">
            <LossChart {...run} />
          </ViewGuard>
          <ViewGuard what="The error">
            <ErrorChart {...run} />
          </ViewGuard>
        </div>
      </div>
    </ClassHover>
  );
});
