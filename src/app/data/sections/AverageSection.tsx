/**
 * The mean training image, and mean and deviation of each channel: a check that the images are what
 * one thinks they are. Data without pictures have none.
 */
import { formatFixed } from '../../../lib/numberFormat.ts';
import { knownFact } from '../../../store/showcaseSlice.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import styles from './AverageSection.module.css';

const channelNames = ['red', 'green', 'blue'];

/** The mean of all training images, and how bright each channel is. */
export function AverageSection({ view }: { readonly view: DatasetView }) {
  const summary = useWorkbench((state) => knownFact(state.summary, view.hash));
  const failure = useWorkbench((state) =>
    state.summary.phase === 'failed' ? state.summary.message : null,
  );
  if (view.content === 'vectors') return null;
  const channels = view.shape.channels === 1 ? ['grey'] : channelNames;
  return (
    <section aria-labelledby="average">
      <h2 id="average" className={textStyles.heading}>
        On average
      </h2>
      <p className={textStyles.note}>{failure ?? 'all training images of the files, 0 to 1'}</p>
      <div className={styles.average}>
        <Thumbnail
          bytes={summary?.overall ?? null}
          shape={view.drawn}
          size={64}
          label="The mean of all training images"
        />
        <dl className={styles.channels}>
          {channels.map((name, channel) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                mean {formatFixed(summary?.mean[channel], 3)}, s.d.{' '}
                {formatFixed(summary?.deviation[channel], 3)}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
