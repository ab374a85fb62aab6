import { useEffect, useState } from 'react';
import { formatCount } from '../../lib/numberFormat.ts';
import { actions } from '../../store/useWorkbench.ts';
import { ClassName } from '../../views/kit/names/ClassName.tsx';
import textStyles from '../../views/kit/styles/text.module.css';
import { Thumbnail } from '../../views/kit/thumbnail/Thumbnail.tsx';
import type { NearImages, PictureAnswer, TriedRun } from '../../worker/protocol/tryRequests.ts';
import { Button } from '../controls/Button.tsx';
import { useTask } from '../useTask.ts';
import { TaskLine } from './TaskLine.tsx';
import styles from './TryPage.module.css';

/** Images that are shown. */
const most = 12;

interface NearestProps {
  readonly run: TriedRun;
  readonly answer: PictureAnswer;
}

/**
 * The training images that the networks see most alike. Their features are computed when somebody asks
 * for the first; from then on they follow the picture.
 */
export function NearestTraining({ run, answer }: NearestProps) {
  const { state, begin, cancel } = useTask<NearImages | null>();
  const [isWanted, want] = useState(false);
  const { seen } = answer;
  const hasData = run.test !== null;
  useEffect(() => {
    if (!isWanted || !hasData) return;
    begin(async (task) => (await actions().askTried('nearest-images', { seen, most }, task)).near);
  }, [seen, isWanted, hasData, begin]);
  const near = state.result;
  const giveUp = () => {
    want(false);
    cancel();
  };
  return (
    <section aria-label="Nearest training images" className={styles.block}>
      <h2 className={textStyles.heading}>Nearest training images</h2>
      {near && (
        <>
          <p className={textStyles.note}>
            by features of the last layer before the classifier, of {formatCount(near.searched)}
            {near.searched < near.total && ` of ${formatCount(near.total)}, evenly taken`}; 0 is the
            same
          </p>
          <ul className={styles.near}>
            {near.distances.map((distance, at) => {
              const size = near.drawn.height * near.drawn.width * near.drawn.channels;
              return (
                <li key={near.places[at]}>
                  <Thumbnail
                    bytes={near.images.subarray(at * size, (at + 1) * size)}
                    shape={near.drawn}
                    size={44}
                  />
                  <span>
                    <ClassName name={run.classes[near.labels[at]]} /> {distance.toFixed(2)}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {!hasData && (
        <p className={textStyles.note}>
          They are in the data set {run.datasetName}, which is not at hand: open it under Test.
        </p>
      )}
      {hasData && !isWanted && <Button onPress={() => want(true)}>Look for them</Button>}
      <TaskLine what="Looking at training images" state={state} onCancel={giveUp} />
    </section>
  );
}
