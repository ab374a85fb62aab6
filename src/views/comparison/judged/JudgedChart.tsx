/**
 * Test images that two runs read differently, a page at a time: now right, now wrong, or wrong in
 * both. Images are asked for by the page that is shown, and need the data set at hand.
 */

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { memo, useEffect, useMemo, useState } from 'react';
import {
  type ImageFilter,
  imageFilters,
  type JudgedImages,
  judgedImages,
} from '../../../analysis/comparison/judgedImages.ts';
import type { PairedReading, TestPairing } from '../../../analysis/comparison/testPairing.ts';
import { formatCount } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { shortName } from '../../kit/names/className.ts';
import { Segments } from '../../kit/Segments.tsx';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import type { ComparisonProps } from '../../viewProps.ts';
import { Absent } from '../Absent.tsx';
import type { RunNames } from '../difference/differenceWords.ts';
import { unpairedTexts } from '../pairingWords.ts';
import { JudgedCard } from './JudgedCard.tsx';
import styles from './JudgedChart.module.css';
import {
  filterLabels,
  filterNote,
  judgedDescription,
  judgedNote,
  judgedTable,
} from './judgedWords.ts';

interface JudgedChartProps
  extends Pick<ComparisonProps, 'images' | 'link' | 'testImages' | 'onWantImages'> {
  readonly state: Pick<RunState, 'dataset' | 'rounds'>;
  readonly baseline: Pick<RunState, 'rounds'>;
  readonly names: RunNames;
  readonly pairing: TestPairing;
}

/** Test images on which the runs differ, with what both think of them (Fig. 6 to 8). */
export const JudgedChart = memo(function JudgedChart(props: JudgedChartProps) {
  const { pairing } = props;
  if (pairing.kind === 'paired') return <Judged {...props} reading={pairing.reading} />;
  return (
    <FigureFrame
      title={title}
      description={unpairedTexts[pairing.because]}
      table={() => judgedTable([], props.names, props.state.dataset.classes)}
    >
      <Absent>{unpairedTexts[pairing.because]}</Absent>
    </FigureFrame>
  );
});

const title = 'Test images the runs read differently';
/** Images on a page. */
const pageSize = 12;

function Judged(props: JudgedChartProps & { readonly reading: PairedReading }) {
  const { state, baseline, names, reading, link } = props;
  const { classes } = state.dataset;
  const judged = useMemo(() => judgedImages(reading, state, baseline), [reading, state, baseline]);
  const [filter, setFilter] = useState<ImageFilter>('onlyOwn');
  const [ofHeld, setOfHeld] = useState(false);
  const held = ofHeld ? link.held : null;
  const kept = useMemo(
    () =>
      held === null
        ? judged.byFilter[filter]
        : judged.byFilter[filter].filter(({ label }) => label === held),
    [judged, filter, held],
  );
  const [page, setPage] = useState({ of: kept, at: 0 });
  // Another choice begins with its first page.
  const at = page.of === kept ? page.at : 0;
  const shown = kept.slice(at * pageSize, (at + 1) * pageSize);
  useWanted(props, shown.map(({ image }) => image).join());
  return (
    <FigureFrame
      title={title}
      note={judgedNote(judged)}
      description={judgedDescription(judged, names)}
      table={() => judgedTable(kept.slice(0, 200), names, classes)}
      controls={
        <Segments
          label="Which images"
          options={imageFilters.map((id) => ({ id, label: filterLabel(judged, id) }))}
          chosen={filter}
          onChoose={setFilter}
        />
      }
    >
      <div className={styles.head}>
        <label className={styles.held}>
          <input
            type="checkbox"
            checked={ofHeld}
            disabled={link.held === null && !ofHeld}
            onChange={({ target }) => setOfHeld(target.checked)}
          />
          {link.held === null
            ? 'of the held class only (hold one first)'
            : `of ${shortName(classes[link.held])} only`}
        </label>
        <Pages at={at} total={kept.length} onPage={(next) => setPage({ of: kept, at: next })} />
      </div>
      {shown.length === 0 ? (
        <Absent>
          No image {held === null ? '' : `of ${shortName(classes[held])} `}is{' '}
          {filterNote(filter, names)}.
        </Absent>
      ) : (
        <ul className={styles.cards}>
          {shown.map((one) => (
            <li key={one.image}>
              <JudgedCard {...props} judged={one} />
            </li>
          ))}
        </ul>
      )}
    </FigureFrame>
  );
}

function filterLabel({ byFilter }: JudgedImages, filter: ImageFilter): string {
  return `${filterLabels[filter]} ${formatCount(byFilter[filter].length)}`;
}

/** Asks for the page's images whenever which ones they are changes. */
function useWanted({ onWantImages }: Pick<ComparisonProps, 'onWantImages'>, key: string): void {
  useEffect(() => {
    if (key !== '') onWantImages?.(key.split(',').map(Number));
  }, [key, onWantImages]);
}

interface PagesProps {
  readonly at: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

function Pages({ at, total, onPage }: PagesProps) {
  const last = Math.max(0, Math.ceil(total / pageSize) - 1);
  const end = Math.min(total, (at + 1) * pageSize);
  return (
    <span className={styles.pages}>
      <button
        type="button"
        {...leftOnPage}
        className={styles.page}
        aria-label="The images before"
        disabled={at === 0}
        onClick={() => onPage(at - 1)}
      >
        <ChevronLeft size={14} aria-hidden />
      </button>
      {total === 0 ? '0' : `${at * pageSize + 1}–${end}`} of {formatCount(total)}
      <button
        type="button"
        {...leftOnPage}
        className={styles.page}
        aria-label="The next images"
        disabled={at >= last}
        onClick={() => onPage(at + 1)}
      >
        <ChevronRight size={14} aria-hidden />
      </button>
    </span>
  );
}
