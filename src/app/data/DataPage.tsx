/**
 * The page of the data set at hand, for looking into it and shaping it before training: classes to
 * the left, what is done to images to the right. Every change here is part of the experiment.
 */
import { ArrowDown, ArrowRight } from 'lucide-react';
import { Fragment, useRef } from 'react';
import { formatCount, formatDuration, formatHash } from '../../lib/numberFormat.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { useDrawnAfter } from '../../store/pacing/useDrawnAfter.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { Button } from '../controls/Button.tsx';
import { ClassTable } from './classes/ClassTable.tsx';
import styles from './DataPage.module.css';
import { DataRail } from './DataRail.tsx';
import { contentText, originText } from './describeData.ts';
import { DuplicatesSection } from './duplicates/DuplicatesSection.tsx';
import { AugmentSection } from './sections/AugmentSection.tsx';
import { AverageSection } from './sections/AverageSection.tsx';
import { FileList } from './sections/FileList.tsx';
import { SplitSection } from './sections/SplitSection.tsx';

/** The data set at hand: what it holds, how it is split, how it is changed on the way in. */
export function DataPage() {
  const view = useDrawnAfter(useWorkbench(({ data }) => heldData(data)));
  const rail = useRef<HTMLElement>(null);
  if (view === null) return null;
  const showRail = () => {
    rail.current?.scrollIntoView({ block: 'start' });
    rail.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.page}>
      <DataRail ref={rail} view={view} />
      <main className={styles.sheet}>
        <Head view={view} onOtherData={showRail} />
        <div className={styles.columns}>
          <div className={styles.main}>
            <ClassTable key={view.hash} view={view} />
            <FileList view={view} />
          </div>
          <div className={styles.side}>
            <SplitSection view={view} />
            <Fragment key={view.hash}>
              <AugmentSection view={view} />
              <DuplicatesSection view={view} />
              <AverageSection view={view} />
              <Notes view={view} />
            </Fragment>
          </div>
        </div>
      </main>
    </div>
  );
}

interface HeadProps {
  readonly view: DatasetView;
  readonly onOtherData: () => void;
}

function Head({ view, onOtherData }: HeadProps) {
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.story}>
          {view.name}, {originText(view)}: <b>{formatCount(view.classes.length)} classes</b>,{' '}
          {contentText(view)}.
        </h1>
        <p className={styles.pills}>
          <span>{view.format}</span>
          <span>read in {formatDuration(view.seconds)}</span>
          <code title={view.hash}>data {formatHash(view.hash)}</code>
        </p>
      </div>
      <div className={styles.ways}>
        <Button look="primary" size="large" wide onPress={() => actions().goTo('train')}>
          Train on this
          <ArrowRight size={16} aria-hidden="true" />
        </Button>
        <div className={styles.others}>
          <Button wide onPress={onOtherData}>
            Other data sets
            <ArrowDown size={14} aria-hidden="true" />
          </Button>
        </div>
      </div>
    </header>
  );
}

function Notes({ view: { notes } }: { readonly view: DatasetView }) {
  if (notes.length === 0) return null;
  return (
    <section>
      <h2 className={textStyles.heading}>Decided while reading</h2>
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
