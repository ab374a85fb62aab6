/**
 * The held class of a run whose networks vote: what it is read as, its importance, its accuracy by
 * network, and how single images were voted on.
 */
import { useMemo } from 'react';
import { testReading } from '../../analysis/mistakes/testReading.ts';
import { votedImages } from '../../analysis/mistakes/votedImages.ts';
import { wrongAs } from '../../analysis/mistakes/wrongAs.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import type { ClassInspectorProps } from '../viewProps.ts';
import { AccuracyBars } from './accuracy/AccuracyBars.tsx';
import { accuracyLines } from './accuracy/accuracyLines.ts';
import { FirstRightDots } from './accuracy/FirstRightDots.tsx';
import { heldClass } from './heldClass.ts';
import { ImportanceSpark } from './ImportanceSpark.tsx';
import { InspectorHead } from './InspectorHead.tsx';
import { OneImage } from './mistakes/OneImage.tsx';
import { ReadAs } from './mistakes/ReadAs.tsx';
import { useWantedImages } from './mistakes/useWantedImages.ts';
import { wrongAsImages } from './mistakes/WrongAsList.tsx';
import { useGoTo } from './useGoTo.ts';

const select = ({
  state,
  newest = state,
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
}: ClassInspectorProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
});
type Reads = ReturnType<typeof select>;

/** All that the run says about the class that is held; nothing without one. */
export const ClassInspector = drawnFrom(select, function ClassInspector(props: Reads) {
  const held = heldClass(props.link, props.state);
  return held === null ? null : <Inspected {...props} index={held} />;
});

/** Images of which the votes can be looked at, one after the other. */
const disputedShown = 12;

interface InspectedProps extends Reads {
  readonly index: ClassIndex;
}

function Inspected(props: InspectedProps) {
  const { state, testLabels, index, link, onWantImages } = props;
  const { heading, goTo } = useGoTo(link);
  const reading = useMemo(() => testReading(state, testLabels), [state, testLabels]);
  const wrong = useMemo(() => reading && wrongAs(reading, index), [reading, index]);
  const voted = useMemo(() => votedImages(state, testLabels, index), [state, testLabels, index]);
  const disputed = voted.slice(0, disputedShown);
  useWantedImages(
    [...wrongAsImages(wrong ?? []), ...disputed.map(({ image }) => image)],
    onWantImages,
  );
  return (
    <article aria-label={`Class ${state.dataset.classes[index]}`}>
      <InspectorHead {...props} heading={heading} />
      <ReadAs {...props} wrong={wrong} onGoTo={goTo} />
      <ImportanceSpark state={state} newest={props.newest} index={index} />
      <AccuracyBars state={state} index={index} lines={accuracyLines(state, index)} />
      <FirstRightDots state={state} testLabels={testLabels} index={index} />
      <OneImage key={index} {...props} voted={disputed} />
    </article>
  );
}
