/** Which network rescued which class, the most rescued classes first. */
import { useMemo } from 'react';
import { type ClassRescue, classRescues } from '../../analysis/rounds/rescues.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { traitsOf } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { classButtonProps } from '../kit/classButton.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import type { ClassViewProps } from '../viewProps.ts';
import styles from './Measures.module.css';

/** Classes drawn; all stand in the table. */
const shown = 10;

const select = ({ state, images, link }: ClassViewProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
  images,
  link,
});

/** What later networks rescued of each class. */
export const Rescues = drawnFrom(select, function Rescues({ state, images, link }) {
  const rescues = useMemo(() => classRescues(state), [state]);
  const most = rescues[0]?.total ?? 0;
  return (
    <FigureFrame
      title="Which network rescues which class"
      note="images that the vote before a network reads wrongly and the network rightly, of a class’s test images"
      description={rescuesDescription(state, rescues)}
      table={() => rescuesTable(state, rescues)}
    >
      <div className={styles.rescues}>
        {most === 0 && <p className={styles.waiting}>{nothingRescued(state)}</p>}
        {most > 0 &&
          rescues
            .filter(({ total }) => total > 0)
            .slice(0, shown)
            .map((rescue) => (
              <button
                key={rescue.index}
                {...classButtonProps(link, rescue.index)}
                className={
                  link.lit === rescue.index ? `${styles.rescue} ${styles.lit}` : styles.rescue
                }
                aria-label={rescueLabel(state, rescue)}
              >
                <ClassTiles images={images} index={rescue.index} count={1} size={22} />
                <span className={styles.name}>
                  <ClassName name={state.dataset.classes[rescue.index]} />
                </span>
                <span className={styles.track}>
                  {rescue.shares.map(({ round, share }) => (
                    <i
                      key={round}
                      style={{ width: `${(share / most) * 100}%`, background: roundColour(round) }}
                    />
                  ))}
                </span>
                <b>{formatPercent(rescue.total, 0)}</b>
              </button>
            ))}
      </div>
    </FigureFrame>
  );
});

type Told = Pick<RunState, 'spec' | 'dataset' | 'rounds'>;

function nothingRescued({ spec, rounds }: Told): string {
  if (!traitsOf(spec.method).hasRounds) return 'One network alone rescues nothing.';
  const known = rounds.filter(({ measures }) => measures !== null).length;
  return known < 2 ? 'Known when the second round ends.' : 'No network has rescued an image yet.';
}

function rescueLabel({ dataset }: Told, { index, shares }: ClassRescue): string {
  const parts = shares.map(({ round, share }) => `${formatPercent(share, 0)} by network ${round}`);
  return `${dataset.classes[index]}: ${parts.join(', ')}`;
}

function rescuesDescription(state: Told, rescues: readonly ClassRescue[]): string {
  const [most] = rescues;
  if (most === undefined || most.total === 0) return nothingRescued(state);
  return `Later networks rescue the most of ${rescueLabel(state, most)}.`;
}

function rescuesTable({ dataset }: Told, rescues: readonly ClassRescue[]): FigureTable {
  const rounds = rescues[0]?.shares.map(({ round }) => round) ?? [];
  return {
    columns: [{ label: 'class' }, ...rounds.map((round) => ({ label: `network ${round}` }))],
    rows: rescues.map(({ index, shares }) => [
      dataset.classes[index],
      ...shares.map(({ share }) => formatPercent(share)),
    ]),
  };
}
