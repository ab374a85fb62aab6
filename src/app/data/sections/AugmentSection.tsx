/**
 * How training images are changed at random on their way in, with previews of what a network could
 * see. Training draws its own changes; the previews stay the same while the options do.
 */
import { RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { formatFixed } from '../../../lib/numberFormat.ts';
import { valueAt } from '../../../store/draft/draft.ts';
import { knownFact } from '../../../store/showcaseSlice.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { Button } from '../../controls/Button.tsx';
import { OptionField } from '../../controls/fields/OptionField.tsx';
import styles from './AugmentSection.module.css';
import { augmentedPreviews } from './augmentedPreviews.ts';
import { NormaliseFields } from './NormaliseFields.tsx';
import { valueRange } from './valueRange.ts';

/** How training images are changed on their way in, redrawn as it is chosen. */
export function AugmentSection({ view }: { readonly view: DatasetView }) {
  const isImages = view.content === 'images';
  return (
    <section aria-labelledby="augmentation">
      <h2 id="augmentation" className={textStyles.heading}>
        What the network sees
      </h2>
      <p className={textStyles.note}>training images on their way in, redrawn as you choose</p>
      {isImages && <Previews view={view} />}
      {isImages && <OptionField path="augment.pad" />}
      {isImages && <CropFields />}
      {isImages && <OptionField path="augment.mirror" />}
      {isImages && <OptionField path="augment.centreCrop" />}
      <NormaliseFields view={view} />
      {isImages && <Values view={view} />}
    </section>
  );
}

/** The random window that is scaled to the image's size; its ratio where there is one. */
function CropFields() {
  const isCropped = useWorkbench(
    ({ draft }) =>
      valueAt(draft, 'augment.cropScale') !== undefined ||
      valueAt(draft, 'augment.cropRatio') !== undefined,
  );
  return (
    <>
      <OptionField path="augment.cropScale" emptyValue={null} />
      {isCropped && (
        <OptionField path="augment.cropRatio" emptyValue={null} placeholder="0.75, 1.333" />
      )}
    </>
  );
}

/** Previews of two images, five draws of each. */
const shownImages = 2;
const draws = 5;

function Previews({ view }: { readonly view: DatasetView }) {
  const [turn, setTurn] = useState(0);
  const filled = view.samples.filter((images) => images.length > 0);
  const images = Array.from({ length: Math.min(shownImages, filled.length) }, (_, at) => {
    const place = turn * shownImages + at;
    // Classes in turn, spread over the list; each time round the next image of a class.
    const samples = filled[(place * 7) % filled.length];
    return samples[Math.floor(place / filled.length) % samples.length];
  });
  return (
    <div className={styles.previews}>
      <div className={styles.images}>
        {images.map((image, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two places, each with whatever image stands there
          <PreviewRow key={at} image={image} view={view} />
        ))}
      </div>
      <Button
        look="quiet"
        size="small"
        square
        aria-label="Other images"
        onPress={() => setTurn(turn + 1)}
      >
        <RefreshCw size={14} />
      </Button>
    </div>
  );
}

interface PreviewRowProps {
  readonly image: Uint8Array;
  readonly view: DatasetView;
}

function PreviewRow({ image, view }: PreviewRowProps) {
  const { drawn: shape } = view;
  const augment = useWorkbench(({ draft }) => draft.lastGood.augment);
  const ofData = view.shape.width;
  const previews = useMemo(() => {
    // As far in what is drawn as it is in the data.
    const pad = Math.round((augment.pad * shape.width) / ofData);
    return augmentedPreviews(image, shape, { ...augment, pad }, draws);
  }, [image, shape, augment, ofData]);
  return (
    <div className={styles.row}>
      <Thumbnail bytes={image} shape={shape} size={40} label="A training image as it is" />
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      {previews.map((bytes, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the draws are told apart by nothing else
        <Thumbnail key={place} bytes={bytes} shape={shape} size={40} />
      ))}
    </div>
  );
}

/** Between which values pixels reach the network. */
function Values({ view }: { readonly view: DatasetView }) {
  const kind = useWorkbench(({ draft }) => draft.lastGood.augment.normalise);
  const summary = useWorkbench((state) => knownFact(state.summary, view.hash));
  const range = valueRange(kind, summary);
  return (
    <p className={textStyles.note}>
      black is {formatFixed(range?.black, 2)}, white {formatFixed(range?.white, 2)}
      {kind === 'per-channel' && ', by the mean and deviation of the files’ training images'}
    </p>
  );
}
