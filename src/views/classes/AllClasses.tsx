/**
 * Every class in one strip: accuracy as a column above, importance by round as heat below. It can
 * be sorted, and scrolls where the classes have no room.
 */
import { useMemo, useState } from 'react';
import { type ClassSort, sortedClasses } from '../../analysis/rounds/sortedClasses.ts';
import { classifierOf, onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { shownSplit, totalRounds } from '../../analysis/run/runFacts.ts';
import type { Extent } from '../../analysis/scales/scale.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { SplitName } from '../../spec/units.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { Segments } from '../kit/Segments.tsx';
import { SplitSwitch } from '../kit/SplitSwitch.tsx';
import { accuracyFloor } from '../kit/scales/accuracyFloor.ts';
import { formatTick } from '../kit/scales/formatTick.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import type { AllClassesProps } from '../viewProps.ts';
import styles from './AllClasses.module.css';
import { allClassesDescription, allClassesTable, allClassesTitle } from './allClassesWords.ts';
import { classSorts, classSortsAlone } from './classSort.ts';
import { Strip } from './Strip.tsx';
import {
  rowLabels,
  type StripData,
  type StripLayout,
  stripData,
  stripLayout,
} from './stripLayout.ts';

/** Room for the names of the rows. */
const axisWidth = 64;

const select = ({ state, newest = state, images, link }: AllClassesProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  images,
  link,
});

/** Every class at once: accuracy above, importance by round below. */
export const AllClasses = drawnFrom(select, function AllClasses({ state, newest, images, link }) {
  const [wanted, setSort] = useState<ClassSort>('error');
  const sort = wanted === 'gain' && onlyClassifier(state) !== null ? 'error' : wanted;
  const [width, ref] = useWidth(790);
  const order = useMemo(() => sortedClasses(state, sort), [state, sort]);
  const [chosen, setSplit] = useState<SplitName | null>(null);
  const split = chosen ?? shownSplit(state);
  const data = useMemo(() => stripData(state, newest, order, split), [state, newest, order, split]);
  const room = Math.max(80, width - axisWidth);
  const rounds = totalRounds(state);
  const floor = accuracyFloor(newest, split);
  const layout = useMemo(
    () => stripLayout(order.length, rounds, room, floor),
    [order.length, rounds, room, floor],
  );
  return (
    <FigureFrame
      title={allClassesTitle(state, sort)}
      note={<Legend state={state} data={data} />}
      description={allClassesDescription(state, split)}
      table={() => allClassesTable(state, order, split)}
      controls={
        <div className={chartStyles.controls}>
          <HeatScale extent={data.extent} />
          <SplitSwitch state={state} split={split} onSplit={setSplit} />
          <SortControl state={state} sort={sort} onSort={setSort} />
        </div>
      }
    >
      <div ref={ref} className={styles.strip}>
        <RowNames labels={rowLabels(state, data, layout)} layout={layout} />
        <Strip state={state} images={images} link={link} layout={layout} data={data} room={room} />
      </div>
    </FigureFrame>
  );
});

interface LegendProps {
  readonly state: Pick<RunState, 'spec'>;
  readonly data: StripData;
}

function Legend({ state, data: { network } }: LegendProps) {
  const isAlone = onlyClassifier(state) !== null;
  return (
    <>
      above:{' '}
      {network && (
        <>
          <i className={styles.dot} style={{ background: roundColour(network.round) }} />
          {classifierOf(state, network.round)}
          {isAlone ? ', ' : ' and '}
        </>
      )}
      {!isAlone && (
        <>
          <i className={styles.bar} />
          the ensemble,{' '}
        </>
      )}
      accuracy · below: importance by round
    </>
  );
}

function HeatScale({ extent }: { readonly extent: Extent }) {
  return (
    <span className={styles.heat} aria-hidden>
      {formatFixed(extent.min, 1)}
      <i />
      {formatFixed(extent.max, 1)}×
    </span>
  );
}

interface SortControlProps {
  readonly state: Pick<RunState, 'spec'>;
  readonly sort: ClassSort;
  readonly onSort: (sort: ClassSort) => void;
}

function SortControl({ state, sort, onSort }: SortControlProps) {
  const options = onlyClassifier(state) === null ? classSorts : classSortsAlone;
  return (
    <Segments label="Order of the classes" options={options} chosen={sort} onChoose={onSort} />
  );
}

interface RowNamesProps {
  readonly labels: ReturnType<typeof rowLabels>;
  readonly layout: StripLayout;
}

function RowNames({ labels, layout }: RowNamesProps) {
  return (
    <div className={styles.rowNames} style={{ width: axisWidth }} aria-hidden>
      {[1, (1 + layout.floor) / 2, layout.floor].map((share) => (
        <span key={share} className={styles.tick} style={{ top: layout.accuracy(share) }}>
          {share === 1 ? '100%' : formatTick(share * 100)}
        </span>
      ))}
      {labels.map(({ round, text, y, kind }) => (
        <span key={round} className={styles.rowName} style={{ top: y }}>
          <i
            className={kind === 'forecast' ? styles.forecastDot : styles.rowDot}
            style={{ color: roundColour(round) }}
          />
          {text}
        </span>
      ))}
    </div>
  );
}
