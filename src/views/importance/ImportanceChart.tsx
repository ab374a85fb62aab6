/**
 * How the importance of every class moves from round to round, with the forecast for the next round
 * dotted while one trains. Classes worth naming are named; the others are thin lines.
 */
import { useMemo } from 'react';
import { complementaryOf, hasImportance } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { importanceExtent } from '../kit/scales/importanceExtent.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import type { ImportanceChartProps } from '../viewProps.ts';
import styles from './ImportanceChart.module.css';
import { ImportanceLabels } from './ImportanceLabels.tsx';
import { ImportanceLines } from './ImportanceLines.tsx';
import { importanceLayout } from './importanceLayout.ts';
import {
  importanceDescription,
  importanceNote,
  importanceSaturation,
  importanceTable,
} from './importanceWords.ts';

const height = 330;

const select = ({ state, newest = state, images, link }: ImportanceChartProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  note: importanceNote(state),
  saturation: importanceSaturation(state),
  images,
  link,
});

/** N·ϕ of every class over the rounds, with the forecast dotted: where the weight goes. */
export const ImportanceChart = drawnFrom(
  select,
  function ImportanceChart({ state, newest, note, saturation, images, link }) {
    const [width, ref] = useWidth(460);
    const narrow = width < 420;
    const longNames = state.dataset.classes.some((name) => name.length > 3);
    const labels = (narrow ? 106 : 154) + (longNames ? (narrow ? 34 : 72) : 0);
    const layout = useMemo(
      () => importanceLayout(state, importanceExtent(newest), { width, height, labels }, link.lit),
      [state, newest, width, labels, link.lit],
    );
    return (
      <FigureFrame
        title="Class importance, round by round"
        note={
          <Note
            thin={layout.labels.length === 0 ? 0 : layout.others.length}
            isPermuted={complementaryOf(state.spec.method)?.permuted === true}
          />
        }
        description={importanceDescription(state)}
        table={() => importanceTable(state)}
      >
        <div ref={ref} className={chartStyles.plot} style={{ height }}>
          <Headings layout={layout} />
          <ImportanceLines layout={layout} link={link} width={width} height={height} />
          <ImportanceLabels
            layout={layout}
            names={state.dataset.classes}
            images={images}
            link={link}
            narrow={narrow}
            moves={hasImportance(state.spec.method)}
          />
          {note !== null && (
            <p className={styles.waiting} style={{ maxWidth: layout.plot.right - 72 }}>
              {note}
            </p>
          )}
        </div>
        {saturation !== null && (
          <p className={styles.saturation} role="status">
            {saturation}
          </p>
        )}
      </FigureFrame>
    );
  },
);

interface NoteProps {
  /** Classes whose lines have no name. */
  readonly thin: number;
  readonly isPermuted: boolean;
}

function Note({ thin, isPermuted }: NoteProps) {
  return (
    <>
      <i className={styles.symbol}>N·ϕ(l)</i>: 1 is an equal share.
      {isPermuted && ' Permuted among classes each round (a control).'}
      {thin > 0 && ` Thin lines are the other ${thin} classes.`}
    </>
  );
}

interface HeadingsProps {
  readonly layout: ReturnType<typeof importanceLayout>;
}

function Headings({ layout }: HeadingsProps) {
  const { headings } = layout;
  return (
    <div className={styles.headings} aria-hidden>
      {layout.columns.map(
        ({ round, x, headed, phase }) =>
          headed && (
            <div key={round} className={styles.heading} style={{ left: x }}>
              <b style={{ color: roundTextColour(round) }}>
                {headings === 'number' ? round : `Round ${round}`}
              </b>
              {headings !== 'number' && (
                <span>{phaseNotes[headings][round === 1 ? 'first' : phase]}</span>
              )}
            </div>
          ),
      )}
    </div>
  );
}

const phaseNotes = {
  full: {
    first: 'all equal',
    trained: 'trained',
    training: 'training now',
    forecast: 'if it ended now',
    future: '',
  },
  short: {
    first: 'all equal',
    trained: 'trained',
    training: 'training',
    forecast: 'forecast',
    future: '',
  },
} as const;
