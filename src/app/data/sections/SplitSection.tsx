/**
 * How the images are split. Validation and test images are as the files have them where they do;
 * else validation images are held out of the training ones, by share or by number.
 */
import { useMemo } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { formatCount, formatCounted } from '../../../lib/numberFormat.ts';
import { options } from '../../../spec/options.ts';
import { sumOf } from '../../../store/data/splitCounts.ts';
import { issueAt, valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Segments } from '../../../views/kit/Segments.tsx';
import textStyles from '../../../views/kit/styles/text.module.css';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { PlainComplaint } from '../../controls/fields/FieldLabel.tsx';
import { OptionField } from '../../controls/fields/OptionField.tsx';
import styles from './SplitSection.module.css';
import { useSplit } from './useSplit.ts';

/** Which images train, which measure: drag the border, or type. */
export function SplitSection({ view }: { readonly view: DatasetView }) {
  const split = useSplit(view);
  const { train, validation, test } = useMemo(() => sumOf(split), [split]);
  const seed = useWorkbench(({ draft }) => valueAt(draft, 'seed'));
  const way = useWay(view);
  const isDrawn = way !== 'own' || view.testCounts === null;
  return (
    <section aria-labelledby="split">
      <h2 id="split" className={textStyles.heading}>
        Split
      </h2>
      <p className={textStyles.note}>
        train, validation, test ·{' '}
        {isDrawn ? `stratified, seed ${String(seed)}` : 'as the files say'}
        {way === 'share' ? ' · drag or type' : ''}
      </p>
      <div className={styles.bar}>
        <div className={styles.pool} style={{ flexGrow: train + validation }}>
          <div className={styles.train} style={{ flexGrow: train }} />
          <div className={styles.validation} style={{ flexGrow: validation }} />
          {way === 'share' && <BorderSlider />}
        </div>
        <div className={styles.test} style={{ flexGrow: test }} />
      </div>
      <p className={styles.counts}>
        <b>{formatCount(train)} train</b>
        <b className={styles.leaf}>{formatCount(validation)} validation</b>
        <span>
          {formatCount(test)} test{view.testCounts === null && ', held out'}
        </span>
      </p>
      <ValidationFields view={view} />
      {view.testCounts === null && <OptionField path="dataset.testShare" />}
      <OptionField path="dataset.limitPerClass" placeholder="all" />
    </section>
  );
}

/** Where validation images come from: the files, a share of the training images, or so many of each class. */
type Way = 'own' | 'share' | 'count';

/** The way of the draft; nothing held out is a share of 0, unless the files bring images. */
function useWay({ validationCounts }: DatasetView): Way {
  return useWorkbench(({ draft }) => {
    const validation = valueAt(draft, 'dataset.validation');
    if (validation === 'own' || (validation === 0 && validationCounts !== null)) return 'own';
    return typeof validation === 'object' ? 'count' : 'share';
  });
}

const waysToHoldOut = [
  { id: 'share', label: 'by share' },
  { id: 'count', label: 'per class' },
] as const;
const allWays = [{ id: 'own', label: 'its own' }, ...waysToHoldOut] as const;

/** The share held out for validation, or how many images of each class, or those that the files bring. */
function ValidationFields({ view }: { readonly view: DatasetView }) {
  const way = useWay(view);
  const complaint = useWorkbench(({ draft }) => issueAt(draft, 'dataset.validation'));
  const isRange = useWorkbench(({ draft }) =>
    draft.issues.some(({ path }) => path === 'dataset.validation.perClass'),
  );
  const change = (chosen: Way) => {
    const least = Math.max(2, Math.min(...view.trainCounts.filter((count) => count > 0)));
    const perClass = Math.max(1, Math.floor(least / 10));
    const choices = { own: 'own', share: 0.1, count: { perClass } };
    actions().edit('dataset.validation', choices[chosen]);
  };
  const hasOwn = view.validationCounts !== null || way === 'own';
  return (
    <>
      <div className={styles.way}>
        <span>{hasOwn ? 'Validation images' : 'Hold out for validation'}</span>
        <Segments<Way>
          label="How validation images are told"
          options={hasOwn ? allWays : waysToHoldOut}
          chosen={way}
          onChoose={change}
        />
      </div>
      {view.validationCounts !== null && (
        <p className={textStyles.note}>{broughtNote(total(view.validationCounts), way)}</p>
      )}
      {way !== 'own' && (
        <OptionField
          path={way === 'count' ? 'dataset.validation.perClass' : 'dataset.validation'}
        />
      )}
      {way !== 'share' && !isRange && complaint !== null && (
        <PlainComplaint complaint={`This ${complaint}.`} />
      )}
    </>
  );
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** What becomes of validation images that the data set brings. */
function broughtNote(count: number, way: Way): string {
  const images = formatCounted(count, 'validation image');
  return way === 'own'
    ? `The data set brings ${images}, which are used as such.`
    : `The data set’s own ${images} are trained on here, and others held out.`;
}

/** The border between train and validation. */
function BorderSlider() {
  const share = useWorkbench(({ draft }) => valueAt(draft, 'dataset.validation'));
  const { max } = options['dataset.validation'];
  return (
    <Slider
      className={styles.slider}
      aria-label="Share of the training images that is trained on"
      minValue={0}
      maxValue={1}
      step={0.01}
      value={1 - (typeof share === 'number' ? share : 0)}
      onChange={(trained) => {
        const held = Math.min(max, Math.max(0, 1 - Number(trained)));
        actions().edit('dataset.validation', Number(held.toFixed(2)));
      }}
      formatOptions={{ style: 'percent' }}
    >
      <SliderTrack className={styles.track}>
        <SliderThumb className={styles.thumb} />
      </SliderTrack>
    </Slider>
  );
}
