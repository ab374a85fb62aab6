/**
 * Which network was the first to get each test image of a class right, and which images none did.
 * Many images are drawn as shares of a bar.
 */
import { useMemo } from 'react';
import {
  type FirstRight,
  firstRight,
  firstRightParts,
} from '../../../analysis/mistakes/firstRight.ts';
import { onlyClassifier } from '../../../analysis/run/classifierNames.ts';
import { lastOutcome } from '../../../analysis/run/runFacts.ts';
import { isStillOpen, type RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { noReadingNote } from '../../confusion/confusionWords.ts';
import { roundColour, roundTextColour } from '../../kit/colours/roundColour.ts';
import { InspectorSection, Unknown } from '../InspectorSection.tsx';
import { firstRightWords } from '../mistakes/mistakeWords.ts';
import styles from './FirstRightDots.module.css';

interface FirstRightDotsProps {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds'>;
  readonly testLabels: Int32Array | null;
  readonly index: ClassIndex;
}

/** More images than this are drawn as shares of a bar. */
const maxDots = 120;

/** Each test image in the colour of the network that first got it. */
export function FirstRightDots({ state, testLabels, index }: FirstRightDotsProps) {
  const isAlone = onlyClassifier(state) !== null;
  const images = useMemo(() => firstRight(state, testLabels, index), [state, testLabels, index]);
  return (
    <InspectorSection title={isAlone ? 'Each test image' : 'Which network got it first'}>
      {images === null ? (
        <Unknown why={noReadingNote(state)} />
      ) : images.length === 0 ? (
        <Unknown why="There are no test images of it." />
      ) : (
        <Known state={state} images={images} />
      )}
    </InspectorSection>
  );
}

interface KnownProps {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'rounds'>;
  readonly images: readonly FirstRight[];
}

function Known({ state, images }: KnownProps) {
  const parts = firstRightParts(images, lastOutcome(state)?.round ?? 0);
  const isOver = !isStillOpen(state);
  const isAlone = onlyClassifier(state) !== null;
  const lost = isAlone ? 0 : images.filter((image) => image.lost).length;
  const asDots = images.length <= maxDots;
  return (
    <>
      {asDots ? <Dots images={images} /> : <Shares parts={parts} total={images.length} />}
      <p className={styles.words}>
        {firstRightWords(parts, isOver, isAlone).map(({ round, text }, at) => (
          <span key={round ?? 'nobody'}>
            {at > 0 && ' · '}
            <span
              className={round === null ? undefined : styles.network}
              style={round === null ? undefined : { color: roundTextColour(round) }}
            >
              {text}
            </span>
          </span>
        ))}
        {lost > 0 && (asDots ? '. A slash: the vote still loses it.' : `. The vote loses ${lost}.`)}
      </p>
    </>
  );
}

/** The words beneath say the same, so the dots themselves are not read out. */
function Dots({ images }: { readonly images: readonly FirstRight[] }) {
  return (
    <div className={styles.dots} aria-hidden>
      {images.map(({ image, round, lost }) => (
        <i
          key={image}
          className={round === null ? styles.hollow : lost ? styles.lost : styles.dot}
          style={round === null ? undefined : { backgroundColor: roundColour(round) }}
        />
      ))}
    </div>
  );
}

interface SharesProps {
  readonly parts: ReturnType<typeof firstRightParts>;
  readonly total: number;
}

function Shares({ parts, total }: SharesProps) {
  return (
    <div className={styles.shares} aria-hidden>
      {parts.map(({ round, count }) => (
        <i
          key={round ?? 'nobody'}
          className={round === null ? styles.nobody : undefined}
          style={{
            width: `${(count / total) * 100}%`,
            background: round === null ? undefined : roundColour(round),
          }}
        />
      ))}
    </div>
  );
}
