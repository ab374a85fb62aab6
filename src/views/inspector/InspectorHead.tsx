/**
 * The head of the inspectors: the name of the class, its rank by error, its pictures, and the way
 * to let go of it.
 */
import { X } from 'lucide-react';
import type { RefObject } from 'react';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import type { ClassViewProps } from '../viewProps.ts';
import styles from './ClassInspector.module.css';
import { classHint } from './classHint.ts';
import { rankWords } from './rankWords.ts';

interface InspectorHeadProps extends Pick<ClassViewProps, 'images' | 'link'> {
  readonly state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>;
  readonly index: ClassIndex;
  /** Takes the focus when another class is gone to from within. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Which class this is, where it stands, and more of its samples. */
export function InspectorHead({ state, images, link, index, heading }: InspectorHeadProps) {
  const name = state.dataset.classes[index];
  const hint = classHint(name);
  return (
    <>
      <div className={styles.head}>
        <ClassTiles images={images} index={index} count={1} size={42} />
        <div className={styles.names}>
          <h2 ref={heading} tabIndex={-1} className={styles.name}>
            <ClassName name={name} />
            {hint !== null && <span className={styles.hint}>{hint}</span>}
          </h2>
          <p className={styles.rank}>{rankWords(state, index)}</p>
        </div>
        <button
          type="button"
          className={styles.close}
          aria-label={`Let go of ${name}`}
          title="Let go (Esc)"
          onClick={() => link.hold(null)}
        >
          <X size={16} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      <Samples images={images} index={index} />
    </>
  );
}

/** Samples after the one in the head; larger and fewer where there is more to see in each. */
function Samples({ images, index }: Pick<InspectorHeadProps, 'images' | 'index'>) {
  if (images === null) return null;
  const { height, channels } = images.shape;
  const { size, most } = height > 32 || channels === 3 ? detailed : simple;
  const count = Math.min(most, images.samples[index]?.length ?? 0);
  return (
    <div className={styles.samples}>
      <ClassTiles images={images} index={index} count={count} size={size} />
    </div>
  );
}

const simple = { size: 28, most: 18 };
const detailed = { size: 43, most: 12 };
