/**
 * The held class of a level-wise run: its groups, its accuracy by level and beside the flat twin,
 * and what it is read as.
 */
import { useMemo } from 'react';
import { testReading } from '../../analysis/mistakes/testReading.ts';
import { wrongAs } from '../../analysis/mistakes/wrongAs.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import type { LevelwiseInspectorProps } from '../viewProps.ts';
import { AccuracyBars } from './accuracy/AccuracyBars.tsx';
import { levelwiseAccuracyLines } from './accuracy/levelwiseAccuracyLines.ts';
import { ClassGroups } from './ClassGroups.tsx';
import { heldClass } from './heldClass.ts';
import { InspectorHead } from './InspectorHead.tsx';
import { ReadAs } from './mistakes/ReadAs.tsx';
import { useWantedImages } from './mistakes/useWantedImages.ts';
import { wrongAsImages } from './mistakes/WrongAsList.tsx';
import { useGoTo } from './useGoTo.ts';

const select = ({
  state,
  flat,
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
}: LevelwiseInspectorProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds', 'levelwise'),
  flat: flat && readsOf(flat, 'dataset', 'rounds'),
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
});
type Reads = ReturnType<typeof select>;

/** All that a level-wise run says about the class that is held; nothing without one. */
export const LevelwiseInspector = drawnFrom(select, function LevelwiseInspector(props: Reads) {
  const held = heldClass(props.link, props.state);
  return held === null ? null : <Inspected {...props} index={held} />;
});

function Inspected(props: Reads & { readonly index: ClassIndex }) {
  const { state, flat, testLabels, index, link } = props;
  const { heading, goTo } = useGoTo(link);
  const reading = useMemo(() => testReading(state, testLabels), [state, testLabels]);
  const wrong = useMemo(() => reading && wrongAs(reading, index), [reading, index]);
  useWantedImages(wrongAsImages(wrong ?? []), props.onWantImages);
  return (
    <article aria-label={`Class ${state.dataset.classes[index]}`}>
      <InspectorHead {...props} heading={heading} />
      <ClassGroups state={state} index={index} />
      <AccuracyBars
        state={state}
        index={index}
        lines={levelwiseAccuracyLines(state, flat, index)}
      />
      <ReadAs {...props} wrong={wrong} onGoTo={goTo} />
    </article>
  );
}
