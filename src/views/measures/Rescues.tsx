/** Which network rescued which class, the most rescued classes first. */
import { useMemo } from 'react';
import { classRescues } from '../../analysis/rounds/rescues.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { classButtonProps } from '../kit/classButton.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { ClassName } from '../kit/names/ClassName.tsx';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import type { ClassViewProps } from '../viewProps.ts';
import styles from './Measures.module.css';
import { nothingRescued, rescueLabel, rescuesDescription, rescuesTable } from './rescuesWords.ts';

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
