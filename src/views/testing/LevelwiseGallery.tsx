/** A view of a level-wise run at one moment, for looking at while developing. */
import { type ReactNode, useState } from 'react';
import { levelwiseTestLabels } from '../../analysis/testing/sampleLevelwise.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { AssignmentMap } from '../assignment/AssignmentMap.tsx';
import type { ClassImages } from '../classImages.ts';
import type { ClassLink } from '../classLink.ts';
import { Comparison } from '../comparison/Comparison.tsx';
import { ConfusionMatrix } from '../confusion/matrix/ConfusionMatrix.tsx';
import { LevelAccuracy } from '../levels/curves/LevelAccuracy.tsx';
import { ErrorEntry } from '../levels/ErrorEntry.tsx';
import { LevelWeights } from '../levels/tables/LevelWeights.tsx';
import { TopDown } from '../levels/tables/TopDown.tsx';
import { TopErrors } from '../levels/tables/TopErrors.tsx';
import { MeasuresTable } from '../measures/MeasuresTable.tsx';
import { Mistakes } from '../mistakes/Mistakes.tsx';
import { Reassignments } from '../reassignments/Reassignments.tsx';
import { ClassTree } from '../tree/ClassTree.tsx';
import type { ClassTreeProps, ComparisonProps, ReassignmentsProps } from '../viewProps.ts';
import styles from './GalleryPage.module.css';

type SceneProps = ClassTreeProps & ReassignmentsProps & ComparisonProps;

/** What draws each view, by the name it has in the address. */
const levelwiseViews: Readonly<Record<string, (props: SceneProps) => ReactNode>> = {
  tree: (props) => <ClassTree {...props} />,
  reassignments: (props) => <Reassignments {...props} />,
  levelAccuracy: (props) => <LevelAccuracy {...props} />,
  levelWeights: (props) => <LevelWeights {...props} />,
  errorEntry: (props) => <ErrorEntry {...props} />,
  topErrors: (props) => <TopErrors {...props} />,
  topDown: (props) => <TopDown {...props} />,
  assignment: (props) => <AssignmentMap {...props} />,
  confusion: (props) => <ConfusionMatrix {...props} />,
  mistakes: (props) => <Mistakes {...props} />,
  measures: (props) => <MeasuresTable {...props} />,
  comparison: (props) => <Comparison {...props} />,
};

interface LevelwiseGalleryProps {
  readonly view: string;
  readonly state: RunState;
  readonly flat: RunState | null;
  readonly images: ClassImages;
  readonly testImages: ReadonlyMap<number, Uint8Array>;
}

/** One moment of a level-wise run in one view. */
export function LevelwiseGallery({ view, state, flat, images, testImages }: LevelwiseGalleryProps) {
  const [hovered, hover] = useState<number | null>(null);
  const [held, hold] = useState<number | null>(null);
  const link: ClassLink = { lit: hovered ?? held, held, hover, hold };
  const draw = levelwiseViews[view];
  if (draw === undefined) return <p>{`Views: ${Object.keys(levelwiseViews).join(', ')}`}</p>;
  return (
    <main className={styles.sheet}>
      {draw({
        state,
        flat,
        baseline: flat ?? state,
        images,
        link,
        testLabels: levelwiseTestLabels(state),
        testImages,
        controls: { onPin: () => {}, onUndo: () => {} },
        onScrub: () => {},
      })}
    </main>
  );
}
