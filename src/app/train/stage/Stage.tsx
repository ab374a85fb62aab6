import { memo } from 'react';
import { HardestEasiest } from '../../../views/accuracy/HardestEasiest.tsx';
import { AlwaysHard } from '../../../views/alwaysHard/AlwaysHard.tsx';
import { AllClasses } from '../../../views/classes/AllClasses.tsx';
import { ErrorChart } from '../../../views/curves/ErrorChart.tsx';
import { LossChart } from '../../../views/curves/LossChart.tsx';
import { ImportanceChart } from '../../../views/importance/ImportanceChart.tsx';
import { Votes } from '../../../views/votes/Votes.tsx';
import { RunFailure } from '../run/RunFailure.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { ClassHover } from './ClassHover.tsx';
import styles from './Stage.module.css';
import { StoryLine } from './StoryLine.tsx';
import { useClassLink } from './useClassLink.ts';
import { ViewGuard } from './ViewGuard.tsx';

/** The story and all charts of the moment that is shown. */
export const Stage = memo(function Stage({ shown }: { readonly shown: Shown }) {
  const link = useClassLink();
  const run = { state: shown.state, newest: shown.newest };
  const classes = { ...run, images: shown.images, link };
  return (
    <ClassHover view={classes}>
      <div className={styles.stage}>
        <StoryLine shown={shown} />
        <RunFailure state={shown.newest} />
        <div className={styles.pair}>
          <ViewGuard what="Class importance">
            <ImportanceChart {...classes} />
          </ViewGuard>
          <ViewGuard what="The accuracy of the hardest and easiest">
            <HardestEasiest {...classes} />
          </ViewGuard>
        </div>
        <ViewGuard what="The list of all classes">
          <AllClasses {...classes} />
        </ViewGuard>
        <div className={styles.row}>
          <ViewGuard what="The loss">
            <LossChart {...run} />
          </ViewGuard>
          <ViewGuard what="The error">
            <ErrorChart {...run} />
          </ViewGuard>
          <ViewGuard what="The votes">
            <Votes {...run} />
          </ViewGuard>
          <ViewGuard what="The always-hard share">
            <AlwaysHard {...run} />
          </ViewGuard>
        </div>
      </div>
    </ClassHover>
  );
});
