/**
 * What is known of equal images in the data set: how many there are, how many of them leak from
 * training into the test or contradict one another, and the way to leave the leaked ones out.
 */
import { useState } from 'react';
import type { Duplicates } from '../../../data/prepare/duplicates.ts';
import { formatCount } from '../../../lib/numberFormat.ts';
import { issueAt } from '../../../store/draft/draft.ts';
import { duplicatesKey } from '../../../store/showcaseSlice.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { Button } from '../../controls/Button.tsx';
import { OptionField } from '../../controls/fields/OptionField.tsx';
import { imageCount } from '../describeData.ts';
import { useDuplicates } from '../sections/useSplit.ts';
import { DuplicatePairs } from './DuplicatePairs.tsx';
import styles from './DuplicatesSection.module.css';

/** Bytes of a data set that is searched without being asked: about half a second. */
const searchedAtOnce = 128_000_000;

/** Equal images: how many, where, and the way to keep them out of the test. */
export function DuplicatesSection({ view }: { readonly view: DatasetView }) {
  const { height, width, channels } = view.shape;
  const isSmall = imageCount(view) * height * width * channels <= searchedAtOnce;
  const duplicates = useDuplicates(view, isSmall);
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="duplicates">
      <h2 id="duplicates" className={textStyles.heading}>
        Duplicates
      </h2>
      <p className={textStyles.note}>images equal in every pixel</p>
      <div className={styles.found} role="status">
        {duplicates === null ? <Search view={view} /> : <Facts duplicates={duplicates} />}
      </div>
      {duplicates !== null && duplicates.groupCount > 0 && (
        <Button size="small" onPress={() => setOpen(true)}>
          Show them
        </Button>
      )}
      <DropLeaked leaked={duplicates?.leaked ?? null} />
      {duplicates !== null && (
        <DuplicatePairs
          view={view}
          duplicates={duplicates}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

/** Offered where there is something to leave out, or something is left out already. */
function DropLeaked({ leaked }: { readonly leaked: number | null }) {
  const isDropped = useWorkbench(({ draft }) => draft.lastGood.dataset.dropLeaked);
  if (!isDropped && (leaked ?? 0) === 0) return null;
  return <OptionField path="dataset.dropLeaked" />;
}

function Search({ view }: { readonly view: DatasetView }) {
  const { dataset, seed } = useWorkbench(({ draft }) => draft.lastGood);
  const found = useWorkbench((state) => state.duplicates);
  const isOwn = found.key === duplicatesKey(view, dataset, seed);
  const isWrong = useWorkbench(({ draft }) => issueAt(draft, 'dataset') !== null);
  // The reason stands at the field.
  if (isWrong) return <p>Known once the choice of classes and images is right.</p>;
  if (isOwn && found.phase === 'failed') return <p>{found.message}</p>;
  if (isOwn && found.phase === 'asking') return <p>Comparing {formatCount(imageCount(view))}…</p>;
  return (
    <Button size="small" onPress={() => void actions().askDuplicates()}>
      Look for duplicates
    </Button>
  );
}

function Facts({ duplicates }: { readonly duplicates: Duplicates }) {
  const { leaked, withinTrain, withinTest, contradictions } = duplicates;
  const facts = [
    { count: leaked, text: 'of training in the test images too', isBad: true },
    { count: contradictions, text: contradictionsText(contradictions), isBad: true },
    { count: withinTrain, text: 'repeated within training', isBad: false },
    { count: withinTest, text: 'repeated within the test images', isBad: false },
  ].filter(({ count }) => count > 0);
  if (facts.length === 0) return <p className={styles.none}>There are none.</p>;
  return (
    <ul className={styles.facts}>
      {facts.map(({ count, text, isBad }) => (
        <li key={text}>
          <b data-bad={isBad || undefined}>{formatCount(count)}</b> {text}
        </li>
      ))}
    </ul>
  );
}

function contradictionsText(count: number): string {
  return count === 1 ? 'image in more than one class' : 'images in more than one class';
}
