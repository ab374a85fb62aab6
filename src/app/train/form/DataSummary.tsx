/**
 * The form's first part: which images the experiment would be trained on, and what to do where
 * those at hand are not those it names.
 */
import { Button as AriaButton } from 'react-aria-components';
import { formatCount } from '../../../lib/numberFormat.ts';
import { filesOfSource } from '../../../spec/presets/presets.ts';
import { dataTitle, heldData, matchData } from '../../../store/data/dataSet.ts';
import { sumOf } from '../../../store/data/splitCounts.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { Button } from '../../controls/Button.tsx';
import { shapeText } from '../../data/describeData.ts';
import { useSplit } from '../../data/sections/useSplit.ts';
import { RailSection } from '../RailSection.tsx';
import styles from './DataSummary.module.css';

/** The data set at hand in a few lines; pressing it opens its page. */
export function DataSummary({ onLeave }: { readonly onLeave: (() => void) | undefined }) {
  const view = useWorkbench(({ data }) => heldData(data));
  const open = () => {
    actions().goTo('data');
    onLeave?.();
  };
  if (view === null) {
    return (
      <RailSection title="No data yet">
        <p className={styles.facts}>The experiment waits for its images.</p>
      </RailSection>
    );
  }
  return (
    <RailSection title={view.name} note={<ClassesPill view={view} />}>
      <AriaButton className={styles.samples} aria-label={`Look at ${view.name}`} onPress={open}>
        {tenSamples(view).map((bytes, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ten places, each with whatever image stands there
          <Thumbnail key={place} bytes={bytes} shape={view.drawn} size={21} />
        ))}
      </AriaButton>
      <Counts view={view} />
      <OtherData view={view} />
    </RailSection>
  );
}

function ClassesPill({ view }: { readonly view: DatasetView }) {
  return <span className={styles.pill}>{formatCount(view.classes.length)} classes</span>;
}

function Counts({ view }: { readonly view: DatasetView }) {
  const { train, validation, test } = sumOf(useSplit(view));
  return (
    <p className={styles.facts}>
      {shapeText(view)} · {formatCount(train)} train · {formatCount(validation)} val. ·{' '}
      {formatCount(test)} test
    </p>
  );
}

/** Shown when the experiment names other images than those at hand. */
function OtherData({ view }: { readonly view: DatasetView }) {
  const named = useWorkbench(({ draft }) => draft.lastGood.dataset);
  if (matchData(named, view) === 'same') return null;
  return (
    <div className={styles.other} role="status">
      <p>
        The experiment names <b>{dataTitle(named.source)}</b>. {filesNote(named.source)}
      </p>
      <Button size="small" onPress={() => actions().useHeldData()}>
        Use {view.name} instead
      </Button>
    </div>
  );
}

/** Which files a data set needs, where a preset says so. */
export function filesNote(source: string): string {
  const files = filesOfSource(source);
  return files === null ? '' : `Drop ${files}.`;
}

/** Ten images of classes spread over the list. */
function tenSamples({ classes, samples }: DatasetView): (Uint8Array | null)[] {
  return Array.from({ length: 10 }, (_, place) => {
    const images = samples[Math.floor(((place * 7) % 10) * (classes.length / 10))] ?? [];
    return images[place % Math.max(1, images.length)] ?? null;
  });
}
