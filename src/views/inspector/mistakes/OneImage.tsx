/**
 * One test image that the networks disagree on, as a sum: each network's guess with its weight, and
 * what the vote makes of them.
 */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { VotedImage } from '../../../analysis/mistakes/votedImages.ts';
import { formatFixed } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { roundColour } from '../../kit/colours/roundColour.ts';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import type { ClassInspectorProps } from '../../viewProps.ts';
import { InspectorSection } from '../InspectorSection.tsx';
import { votesTitle } from './mistakeWords.ts';
import styles from './OneImage.module.css';

interface OneImageProps extends Pick<ClassInspectorProps, 'images' | 'testImages'> {
  readonly state: Pick<RunState, 'dataset'>;
  readonly index: ClassIndex;
  /** Images on which the networks disagree. */
  readonly voted: readonly VotedImage[];
}

/** How the vote settles an image on which the networks disagree; nothing where they never do. */
export function OneImage(props: OneImageProps) {
  const { voted } = props;
  const [place, setPlace] = useState(0);
  const shown = voted[Math.min(place, voted.length - 1)];
  if (shown === undefined) return null;
  const step = (by: number) => setPlace((place + by + voted.length) % voted.length);
  return (
    <InspectorSection
      title={votesTitle(shown.votes.length)}
      aside={voted.length > 1 && <Steps place={place} count={voted.length} onStep={step} />}
    >
      <Vote {...props} shown={shown} />
    </InspectorSection>
  );
}

interface StepsProps {
  readonly place: number;
  readonly count: number;
  readonly onStep: (by: number) => void;
}

function Steps({ place, count, onStep }: StepsProps) {
  return (
    <span className={styles.steps}>
      <button
        type="button"
        className={styles.step}
        aria-label="The image before"
        onClick={() => onStep(-1)}
      >
        <ChevronLeft size={14} aria-hidden />
      </button>
      {Math.min(place, count - 1) + 1} of {count}
      <button
        type="button"
        className={styles.step}
        aria-label="The next image"
        onClick={() => onStep(1)}
      >
        <ChevronRight size={14} aria-hidden />
      </button>
    </span>
  );
}

function Vote(props: OneImageProps & { readonly shown: VotedImage }) {
  const { state, images, testImages, index, shown } = props;
  const { classes, shape } = state.dataset;
  const tone = images === null ? undefined : toneOf(images);
  const isRight = shown.ensemble === index;
  return (
    <div className={styles.vote}>
      {testImages !== undefined && (
        <Thumbnail
          bytes={testImages.get(shown.image) ?? null}
          shape={shape}
          size={36}
          tone={tone}
          label={`Test image ${shown.image}`}
        />
      )}
      {shown.votes.map(({ round, readAs, weight }, at) => (
        <Ballot
          key={round}
          sign={at === 0 ? '' : '+'}
          name={classes[readAs]}
          isRight={readAs === index}
          colour={roundColour(round)}
          note={formatFixed(weight, 2)}
          who={`network ${round}, weight`}
        />
      ))}
      <Ballot
        sign="="
        name={classes[shown.ensemble]}
        isRight={isRight}
        colour="var(--ink)"
        note={isRight ? 'right' : 'wrong'}
        who="the vote,"
      />
    </div>
  );
}

interface BallotProps {
  readonly sign: string;
  readonly name: string;
  readonly isRight: boolean;
  readonly colour: string;
  readonly note: string;
  /** Who reads it so, for those who do not see the colour. */
  readonly who: string;
}

/** What one reads: filled where it is right, hollow where not. */
function Ballot({ sign, name, isRight, colour, note, who }: BallotProps) {
  return (
    <span className={styles.ballot}>
      {sign !== '' && <span className={styles.sign}>{sign}</span>}
      <span className={styles.column}>
        <span
          className={isRight ? `${styles.class} ${styles.right}` : styles.class}
          style={{ borderColor: colour, background: isRight ? colour : undefined }}
        >
          <ClassName name={name} />
        </span>
        <span className={styles.note}>
          <span className="visuallyHidden">{who} </span>
          {note}
        </span>
      </span>
    </span>
  );
}
