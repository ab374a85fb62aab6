/** What each class weighs in the objective of a single network, epoch by epoch. */

import { useMemo } from 'react';
import { sourceTexts } from '../../analysis/story/weightSources.ts';
import { classWeightsFrom } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import type { ImportanceChartProps } from '../viewProps.ts';
import { classWeightsLayout, weightsExtent } from './classWeightsLayout.ts';
import { classWeightsDescription, classWeightsTable } from './classWeightsWords.ts';
import styles from './ImportanceChart.module.css';
import { ImportanceLabels } from './ImportanceLabels.tsx';
import { ImportanceLines } from './ImportanceLines.tsx';

const height = 330;

const select = ({ state, newest = state, images, link }: ImportanceChartProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
  newest: readsOf(newest, 'rounds'),
  images,
  link,
});

/** The weight of every class from the start to the epoch shown. */
export const ClassWeightsChart = drawnFrom(
  select,
  function ClassWeightsChart({ state, newest, images, link }) {
    const [width, ref] = useWidth(460);
    const narrow = width < 420;
    const longNames = state.dataset.classes.some((name) => name.length > 3);
    const labels = (narrow ? 106 : 154) + (longNames ? (narrow ? 34 : 72) : 0);
    const layout = useMemo(
      () => classWeightsLayout(state, weightsExtent(newest), { width, height, labels }, link.lit),
      [state, newest, width, labels, link.lit],
    );
    const source = classWeightsFrom(state.spec.method);
    const thin = layout.labels.length === 0 ? 0 : layout.others.length;
    return (
      <FigureFrame
        title="Class weights, epoch by epoch"
        note={`${source === null ? '' : `${sourceTexts[source]}; `}1 is an equal share.${thin > 0 ? ` Thin lines are the other ${thin} classes.` : ''}`}
        description={classWeightsDescription(state)}
        table={() => classWeightsTable(state)}
      >
        <div ref={ref} className={chartStyles.plot} style={{ height }}>
          <div className={styles.headings} aria-hidden>
            {layout.columns.map(
              ({ round: epoch, x, headed }) =>
                headed && (
                  <div key={epoch} className={styles.heading} style={{ left: x }}>
                    <span>{epoch === 0 ? 'start' : epoch}</span>
                  </div>
                ),
            )}
          </div>
          <ImportanceLines layout={layout} link={link} width={width} height={height} />
          <ImportanceLabels
            layout={layout}
            names={state.dataset.classes}
            images={images}
            link={link}
            narrow={narrow}
            moves={false}
          />
        </div>
      </FigureFrame>
    );
  },
);
