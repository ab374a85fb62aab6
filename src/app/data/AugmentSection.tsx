import { useMemo } from 'react';
import { valueAt } from '../../store/draft.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { Thumbnail } from '../../views/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../worker/protocol.ts';
import { OptionField } from '../controls/OptionField.tsx';
import styles from './AugmentSection.module.css';
import { augmentedPreviews } from './augmentedPreviews.ts';

/** How training images are changed on their way in, redrawn as it is chosen. */
export function AugmentSection({ view }: { readonly view: DatasetView }) {
  return (
    <section aria-labelledby="augmentation">
      <h2 id="augmentation" className={styles.heading}>
        Augmentation
      </h2>
      <p className={styles.note}>what the network will see, redrawn as you choose</p>
      <Previews view={view} />
      <OptionField path="augment.pad" />
      <OptionField path="augment.mirror" />
      <OptionField path="augment.normalise" />
    </section>
  );
}

function Previews({ view: { samples, shape } }: { readonly view: DatasetView }) {
  const pad = useWorkbench(({ draft }) => valueAt(draft, 'augment.pad'));
  const mirror = useWorkbench(({ draft }) => valueAt(draft, 'augment.mirror')) === true;
  const image = samples.find((images) => images.length > 0)?.[0];
  const previews = useMemo(() => {
    if (image === undefined) return [];
    const pixels = typeof pad === 'number' && pad >= 0 && pad <= 8 ? Math.floor(pad) : 0;
    return augmentedPreviews(image, shape, { pad: pixels, mirror }, 5);
  }, [image, shape, pad, mirror]);
  if (image === undefined) return null;
  return (
    <div className={styles.previews}>
      <Thumbnail bytes={image} shape={shape} size={44} label="A training image as it is" />
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      {previews.map((bytes, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the draws are told apart by nothing else
        <Thumbnail key={place} bytes={bytes} shape={shape} size={44} />
      ))}
    </div>
  );
}
