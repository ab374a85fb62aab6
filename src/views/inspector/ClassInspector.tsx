import { memo, useEffect, useMemo, useRef } from 'react';
import type { ClassIndex, ImageIndex } from '../../spec/units.ts';
import { noReadingNote, testReading } from '../confusion/testReading.ts';
import type { ClassInspectorProps } from '../viewProps.ts';
import { AccuracyBars } from './AccuracyBars.tsx';
import { FirstRightDots } from './FirstRightDots.tsx';
import { ImportanceSpark } from './ImportanceSpark.tsx';
import { InspectorHead } from './InspectorHead.tsx';
import { InspectorSection, Unknown } from './InspectorSection.tsx';
import { OneImage } from './OneImage.tsx';
import { votedImages } from './votedImages.ts';
import { WrongAsList, wrongAsImages } from './WrongAsList.tsx';
import { wrongAs } from './wrongAs.ts';

/** All that the run says about the class that is held; nothing without one. */
export const ClassInspector = memo(function ClassInspector(props: ClassInspectorProps) {
  const { held } = props.link;
  // A class that was held under other data may not exist here.
  if (held === null || props.state.dataset.classes[held] === undefined) return null;
  return <Inspected {...props} index={held} />;
});

/** Images of which the votes can be looked at, one after the other. */
const disputedShown = 12;

interface InspectedProps extends ClassInspectorProps {
  readonly index: ClassIndex;
}

function Inspected(props: InspectedProps) {
  const { state, testLabels, index, link, onWantImages } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const reading = useMemo(() => testReading(state, testLabels), [state, testLabels]);
  const wrong = useMemo(() => reading && wrongAs(reading, index), [reading, index]);
  const voted = useMemo(() => votedImages(state, testLabels, index), [state, testLabels, index]);
  const disputed = voted.slice(0, disputedShown);
  useWantedImages(
    [...wrongAsImages(wrong ?? []), ...disputed.map(({ image }) => image)],
    onWantImages,
  );
  const goTo = (next: ClassIndex) => {
    // The pressed row may vanish without the pointer ever leaving it.
    link.hover(null);
    link.hold(next);
    heading.current?.focus();
  };
  return (
    <article aria-label={`Class ${state.dataset.classes[index]}`}>
      <InspectorHead {...props} heading={heading} />
      <InspectorSection title="Read as something else" aside={testImagesWords(state, index)}>
        {wrong === null ? (
          <Unknown why={noReadingNote(state)} />
        ) : (
          <WrongAsList {...props} wrong={wrong} onGoTo={goTo} />
        )}
      </InspectorSection>
      <ImportanceSpark state={state} newest={props.newest ?? state} index={index} />
      <AccuracyBars state={state} index={index} />
      <FirstRightDots state={state} testLabels={testLabels} index={index} />
      <OneImage key={index} {...props} voted={disputed} />
    </article>
  );
}

/** Asks for images once whenever which ones are worth showing changes. */
function useWantedImages(
  wanted: readonly ImageIndex[],
  onWantImages: ClassInspectorProps['onWantImages'],
): void {
  const key = wanted.join();
  useEffect(() => {
    if (key !== '') onWantImages?.([...new Set(key.split(',').map(Number))]);
  }, [key, onWantImages]);
}

function testImagesWords(state: ClassInspectorProps['state'], index: ClassIndex): string {
  const count = state.dataset.classCounts.test[index] ?? 0;
  return `${count} test image${count === 1 ? '' : 's'}`;
}
