/** The held class on the bench: who gets it, and which of its images another vote loses or wins. */
import { networkAccuracy } from '../../analysis/run/runFacts.ts';
import { countedWeights } from '../../analysis/whatIf/benchVotes.ts';
import { changedImages, type ImageOutcome } from '../../analysis/whatIf/changedImages.ts';
import { votedProbabilities } from '../../analysis/whatIf/votedBlocks.ts';
import { drawnShape } from '../../data/drawnShape.ts';
import { formatCounted, formatPercent } from '../../lib/numberFormat.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { heldClass } from '../inspector/heldClass.ts';
import { InspectorHead } from '../inspector/InspectorHead.tsx';
import { InspectorSection } from '../inspector/InspectorSection.tsx';
import { useWantedImages } from '../inspector/mistakes/useWantedImages.ts';
import { useGoTo } from '../inspector/useGoTo.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { Thumbnail } from '../kit/thumbnail/Thumbnail.tsx';
import type { ClassInspectorProps } from '../viewProps.ts';
import styles from './BenchClass.module.css';
import type { BenchVoteState } from './benchProps.ts';

interface BenchClassProps extends ClassInspectorProps {
  readonly vote: BenchVoteState;
}

/** Images that are listed, at most. */
const listed = 24;

export function BenchClass(props: BenchClassProps) {
  const held = heldClass(props.link, props.state);
  return held === null ? null : <Held {...props} index={held} />;
}

function Held(props: BenchClassProps & { readonly index: ClassIndex }) {
  const { state, vote, index, link, onWantImages } = props;
  const { heading } = useGoTo(link);
  const { measured } = vote.outputs;
  // Every tenth image tells nothing of single ones.
  const images = vote.isApproximate
    ? []
    : changedImages(measured.labels, vote.before.predicted, vote.reading.predicted, index);
  const changed = images.filter(({ fate }) => fate === 'lost' || fate === 'won').slice(0, listed);
  const isTest = measured.split === 'test';
  useWantedImages(isTest ? changed.map(({ image }) => image) : [], onWantImages);
  return (
    <article aria-label={`Class ${state.dataset.classes[index]}`}>
      <InspectorHead {...props} heading={heading} />
      <InspectorSection title={`Accuracy, ${measured.split}`}>
        <dl>
          {vote.members.map(({ round, isOn }) => (
            <Line
              key={round}
              name={`Network ${round}`}
              accuracy={networkAccuracy(state.rounds[round - 1], measured.split)?.[index] ?? null}
              colour={roundColour(round)}
              isOff={!isOn}
            />
          ))}
          <Line
            name="As trained"
            accuracy={vote.before.classAccuracy[index]}
            colour="var(--ink-3)"
          />
          <Line
            name="Ensemble"
            accuracy={vote.reading.classAccuracy[index]}
            colour="var(--ink)"
            isBold
          />
        </dl>
      </InspectorSection>
      {images.length > 0 && <Fates images={images} />}
      {(['lost', 'won'] as const).map((fate) => (
        <Changed {...props} key={fate} fate={fate} changes={changed} />
      ))}
    </article>
  );
}

interface LineProps {
  readonly name: string;
  readonly accuracy: number | null;
  readonly colour: string;
  readonly isOff?: boolean;
  readonly isBold?: boolean;
}

function Line({ name, accuracy, colour, isOff, isBold }: LineProps) {
  return (
    <div className={styles.line} data-off={isOff || undefined} data-bold={isBold || undefined}>
      <dt>
        {name}
        {isOff && <span className="visuallyHidden">, off</span>}
      </dt>
      <dd className={styles.lineTrack} aria-hidden>
        <i
          className={styles.lineBar}
          style={{
            width: `${(accuracy ?? 0) * 100}%`,
            background: colour,
            opacity: isOff ? 0.4 : 1,
          }}
        />
      </dd>
      <dd>{formatPercent(accuracy, 0)}</dd>
    </div>
  );
}

function Fates({ images }: { readonly images: readonly ImageOutcome[] }) {
  const count = (fate: ImageOutcome['fate']) => images.filter((one) => one.fate === fate).length;
  const [kept, lost, won, missed] = [count('kept'), count('lost'), count('won'), count('missed')];
  return (
    <InspectorSection
      title={`Its ${formatCounted(images.length, 'image')}, as the vote now has them`}
    >
      <p className={styles.dots} aria-hidden>
        {images.slice(0, 400).map(({ image, fate }) => (
          <i key={image} className={styles.dot} data-fate={fate} />
        ))}
      </p>
      <p>
        <b>{kept} still right</b>
        {lost > 0 && <b className={styles.lost}> · {lost} lost</b>}
        {won > 0 && <b className={styles.won}> · {won} won</b>}
        {` · ${missed} wrong before and now`}
      </p>
    </InspectorSection>
  );
}

interface ChangedProps extends BenchClassProps {
  readonly fate: 'lost' | 'won';
  readonly changes: readonly ImageOutcome[];
  readonly index: ClassIndex;
}

/** With which class the image goes now, or went before, and how sure the vote is of both. */
function Changed({ state, vote, fate, changes, index, testImages }: ChangedProps) {
  const own = changes.filter((one) => one.fate === fate);
  if (own.length === 0) return null;
  const { outputs, members } = vote;
  const weights = countedWeights(members);
  const { classes, shape } = state.dataset;
  return (
    <InspectorSection title={fate === 'lost' ? 'Lost' : 'Won'}>
      <ul className={styles.changed}>
        {own.map(({ image, readAs, readBefore }) => {
          const other = fate === 'lost' ? readAs : readBefore;
          const shares = votedProbabilities(outputs.measured, weights, outputs.classCount, image);
          const [first, second] = fate === 'lost' ? [other, index] : [index, other];
          return (
            <li key={image}>
              {outputs.measured.split === 'test' && (
                <Thumbnail
                  bytes={testImages?.get(image) ?? null}
                  shape={drawnShape(shape)}
                  size={26}
                />
              )}
              <span className={styles.reading}>
                {fate === 'lost' ? 'now read as' : 'no longer read as'}{' '}
                <ClassName name={classes[other]} />
              </span>
              <span className={styles.sure}>
                {formatPercent(shares[first], 0)} against {formatPercent(shares[second], 0)}
              </span>
            </li>
          );
        })}
      </ul>
    </InspectorSection>
  );
}
