/** A test image on which two runs differ, with the first guesses of both. */
import type { Guess, JudgedImage } from '../../../analysis/comparison/judgedImages.ts';
import { formatFixed } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { classButtonProps } from '../../kit/classButton.ts';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import type { ComparisonProps } from '../../viewProps.ts';
import type { RunNames } from '../difference/differenceWords.ts';
import styles from './JudgedChart.module.css';

interface JudgedCardProps extends Pick<ComparisonProps, 'images' | 'link' | 'testImages'> {
  readonly state: Pick<RunState, 'dataset'>;
  readonly names: RunNames;
  readonly judged: JudgedImage;
}

/** One test image: its class, and what each run takes it for with how much confidence. */
export function JudgedCard(props: JudgedCardProps) {
  const { state, images, testImages, link, names, judged } = props;
  const { classes, shape } = state.dataset;
  const { image, label, own, baseline } = judged;
  return (
    <article className={styles.card} aria-label={`Test image ${image}, ${classes[label]}`}>
      <header className={styles.cardHead}>
        {testImages !== undefined && (
          <Thumbnail
            bytes={testImages.get(image) ?? null}
            shape={shape}
            size={44}
            tone={images === null ? undefined : toneOf(images)}
          />
        )}
        <span className={styles.truth}>
          <button
            {...classButtonProps(link, label)}
            className={link.lit === label ? `${styles.class} ${styles.lit}` : styles.class}
          >
            <ClassName name={classes[label]} />
          </button>
          <span className={styles.number}>image {image}</span>
        </span>
      </header>
      <div className={styles.sides}>
        <Side who={names.baseline} guesses={baseline} label={label} classes={classes} />
        <Side who={names.own} guesses={own} label={label} classes={classes} />
      </div>
    </article>
  );
}

interface SideProps {
  readonly who: string;
  readonly guesses: readonly Guess[];
  readonly label: ClassIndex;
  readonly classes: readonly string[];
}

/** The true class is marked by shape too: its bar is solid and its name bold. */
function Side({ who, guesses, label, classes }: SideProps) {
  return (
    <div className={styles.side}>
      <span className={styles.who}>
        <bdi title={who}>{who}</bdi>
      </span>
      <ol className={styles.guesses}>
        {guesses.map(({ index, probability }, rank) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a log may name a class twice; a guess is its rank
          <li key={rank} className={index === label ? styles.right : undefined}>
            <span className={styles.guess}>
              <ClassName name={classes[index]} />
              {index === label && <span className="visuallyHidden">, right</span>}
            </span>
            {probability !== null && (
              <>
                <span>{formatFixed(probability, 2)}</span>
                <i style={{ width: `${probability * 100}%` }} aria-hidden />
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
