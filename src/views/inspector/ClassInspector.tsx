import { X } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { ClassIndex } from '../../spec/units.ts';
import { ClassName } from '../shared/ClassName.tsx';
import { ClassTiles } from '../thumbnail/ClassTiles.tsx';
import type { ClassInspectorProps } from '../viewProps.ts';
import { AccuracyBars } from './AccuracyBars.tsx';
import styles from './ClassInspector.module.css';
import { characterKind, rankText, testImagesOf } from './classFacts.ts';
import { FirstRightDots } from './FirstRightDots.tsx';
import { ImportanceSparkline } from './ImportanceSparkline.tsx';
import { Misreadings } from './Misreadings.tsx';
import { SampleGrid } from './SampleGrid.tsx';

/** Everything about the class that is held. */
export const ClassInspector = memo(function ClassInspector(props: ClassInspectorProps) {
  const { held } = props.link;
  if (held === null || held >= props.state.dataset.classes.length) return null;
  return <Inspector {...props} index={held} />;
});

function Inspector(props: ClassInspectorProps & { readonly index: ClassIndex }) {
  const { state, images, link, index, testLabels, testImages, onWantImages } = props;
  const testOnes = useMemo(() => testImagesOf(testLabels, index), [testLabels, index]);
  return (
    <section className={styles.inspector} aria-label={`Class ${state.dataset.classes[index]}`}>
      <Heading {...props} />
      <SampleGrid images={images} index={index} />
      <Misreadings
        state={state}
        images={images}
        link={link}
        index={index}
        testOnes={testOnes}
        testImages={testImages}
        onWantImages={onWantImages}
      />
      <ImportanceSparkline state={state} index={index} />
      <AccuracyBars state={state} index={index} />
      <FirstRightDots state={state} index={index} testOnes={testOnes} />
    </section>
  );
}

function Heading(props: ClassInspectorProps & { readonly index: ClassIndex }) {
  const { state, images, link, index } = props;
  const name = state.dataset.classes[index];
  return (
    <header className={styles.heading}>
      <ClassTiles images={images} index={index} count={1} size={44} />
      <div className={styles.names}>
        <h3 className={styles.name}>
          <ClassName name={name} />
          <small>{characterKind(name)}</small>
        </h3>
        <p>{rankText(state, index)}</p>
      </div>
      <button
        type="button"
        className={styles.close}
        aria-label="Let go of the class"
        onClick={() => link.hold(null)}
      >
        <X size={16} aria-hidden />
      </button>
    </header>
  );
}
