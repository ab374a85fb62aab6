/**
 * All views of a voting run at one moment, for looking at while developing, and for pictures to
 * compare.
 */
import { useState } from 'react';
import { onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { sampleTestLabels } from '../../analysis/testing/sampleRun.ts';
import { classWeightsFrom, traitsOf } from '../../spec/methods/methodFacts.ts';
import { HardestEasiest } from '../accuracy/HardestEasiest.tsx';
import { AlwaysHard } from '../alwaysHard/AlwaysHard.tsx';
import { AllClasses } from '../classes/AllClasses.tsx';
import type { ClassLink } from '../classLink.ts';
import { ConfusionPairs } from '../confusion/ConfusionPairs.tsx';
import { ConfusionMatrix } from '../confusion/matrix/ConfusionMatrix.tsx';
import { ErrorChart } from '../curves/ErrorChart.tsx';
import { LossChart } from '../curves/LossChart.tsx';
import { ClassWeightsChart } from '../importance/ClassWeightsChart.tsx';
import { ImportanceChart } from '../importance/ImportanceChart.tsx';
import { ClassInspector } from '../inspector/ClassInspector.tsx';
import { MeasuresTable } from '../measures/MeasuresTable.tsx';
import { Reliability } from '../measures/Reliability.tsx';
import { Rescues } from '../measures/Rescues.tsx';
import { MembersOverEpochs } from '../members/MembersOverEpochs.tsx';
import { Mistakes } from '../mistakes/Mistakes.tsx';
import { Scrubber } from '../scrubber/Scrubber.tsx';
import { Story } from '../story/Story.tsx';
import { Votes } from '../votes/Votes.tsx';
import styles from './GalleryPage.module.css';
import type { SampleImages } from './sampleImages.ts';
import type { Scene } from './scenes.ts';

interface GalleryPageProps extends SampleImages {
  readonly scene: Scene;
}

/** One moment of a run in all views, laid out much as the page does it. */
export function GalleryPage({ scene, images, testImages }: GalleryPageProps) {
  const [position, setPosition] = useState(scene.position);
  const link = useLink(Math.max(0, images.classes.indexOf('l')));
  const { state, newest } = scene;
  const view = { state, newest };
  const classView = { ...view, images, link };
  const testLabels = sampleTestLabels(state);
  return (
    <div className={styles.page}>
      <main className={styles.sheet}>
        <Story state={state} />
        <div className={styles.pair}>
          {classWeightsFrom(state.spec.method) === null ? (
            <ImportanceChart {...classView} />
          ) : (
            <ClassWeightsChart {...classView} />
          )}
          <HardestEasiest {...classView} />
        </div>
        {state.members.length > 0 && <MembersOverEpochs {...classView} />}
        <AllClasses {...classView} />
        <div className={styles.four}>
          <LossChart {...view} />
          <ErrorChart {...view} />
          {onlyClassifier(state) === null && <Votes {...view} />}
          {traitsOf(state.spec.method).hasGamma && <AlwaysHard {...view} />}
        </div>
        <ConfusionPairs {...classView} testLabels={testLabels} />
        <div className={styles.pair}>
          <MeasuresTable {...view} />
          <Reliability {...view} />
        </div>
        <Rescues {...classView} />
        <ConfusionMatrix
          {...classView}
          flat={null}
          testLabels={testLabels}
          testImages={testImages}
        />
        <Mistakes {...classView} flat={null} testLabels={testLabels} testImages={testImages} />
      </main>
      <aside className={styles.drawer}>
        <ClassInspector {...classView} testLabels={testLabels} testImages={testImages} />
      </aside>
      <footer className={styles.footer}>
        <Scrubber
          state={newest}
          position={position}
          onScrub={setPosition}
          onLive={() => setPosition(null)}
        />
      </footer>
    </div>
  );
}

function useLink(first: number): ClassLink {
  const [hovered, hover] = useState<number | null>(null);
  const [held, hold] = useState<number | null>(first);
  return { lit: hovered ?? held, held, hover, hold };
}
