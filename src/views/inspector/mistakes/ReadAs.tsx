import type { WrongAs } from '../../../analysis/mistakes/wrongAs.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { noReadingNote } from '../../confusion/confusionWords.ts';
import type { ClassInspectorProps } from '../../viewProps.ts';
import { InspectorSection, Unknown } from '../InspectorSection.tsx';
import { WrongAsList } from './WrongAsList.tsx';

interface ReadAsProps extends Pick<ClassInspectorProps, 'images' | 'testImages' | 'link'> {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds'>;
  readonly index: ClassIndex;
  /** Null while there is no reading. */
  readonly wrong: readonly WrongAs[] | null;
  /** Holds another class instead. */
  readonly onGoTo: (index: ClassIndex) => void;
}

/** What the held class is taken for. */
export function ReadAs(props: ReadAsProps) {
  const { state, index, wrong } = props;
  return (
    <InspectorSection title="Read as something else" aside={testImagesWords(state, index)}>
      {wrong === null ? (
        <Unknown why={noReadingNote(state)} />
      ) : (
        <WrongAsList {...props} wrong={wrong} />
      )}
    </InspectorSection>
  );
}

function testImagesWords(state: Pick<RunState, 'dataset'>, index: ClassIndex): string {
  const count = state.dataset.classCounts.test[index] ?? 0;
  return `${count} test image${count === 1 ? '' : 's'}`;
}
