/**
 * Accuracy of every class by each of the networks that are trained together, at the paper's epochs
 * (Fig. 4): whether the hard classes are the same for all of them, and how fast each class is learned.
 */
import { useMemo, useState } from 'react';
import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import { memberAccuracies } from '../../analysis/story/memberFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { classSliderProps } from '../kit/classSlider.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { Segments } from '../kit/Segments.tsx';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import { waitingNote } from '../kit/waitingNote.ts';
import type { MembersOverEpochsProps } from '../viewProps.ts';
import styles from './MembersOverEpochs.module.css';
import {
  linePath,
  type MemberPanel,
  type MembersLayout,
  membersLayout,
  type PanelsBy,
  placeUnder,
} from './membersLayout.ts';
import { memberClassText, membersDescription, membersTable } from './membersWords.ts';

const choices = [
  { id: 'epoch', label: 'by epoch' },
  { id: 'network', label: 'by network' },
] as const;

const select = ({ state, link }: MembersOverEpochsProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds', 'members'),
  waiting: state.members.length > 0 ? null : waitingNote(state),
  link,
});

/** A small chart an epoch or a network, all classes in one order, hardest first. */
export const MembersOverEpochs = drawnFrom(
  select,
  function MembersOverEpochs({ state, waiting, link }) {
    const [by, setBy] = useState<PanelsBy>('epoch');
    const [width, ref] = useWidth(900);
    const accuracies = useMemo(() => memberAccuracies(state), [state]);
    const order = useMemo(() => classesByDifficulty(state).classes, [state]);
    const layout = useMemo(
      () => membersLayout(accuracies, order, by, width),
      [accuracies, order, by, width],
    );
    const names = state.dataset.classes;
    const place = link.lit === null ? -1 : order.indexOf(link.lit);
    return (
      <FigureFrame
        title="Accuracy of each class, network by network"
        note={<Key panel={layout.panels[0]} by={by} />}
        description={membersDescription(accuracies, order, names)}
        table={() => membersTable(accuracies, order, names)}
        controls={<Segments label="Charts" options={choices} chosen={by} onChoose={setBy} />}
      >
        <div
          ref={ref}
          className={styles.plot}
          style={{ height: layout.height }}
          {...classSliderProps({
            link,
            order,
            classUnder: ({ currentTarget, clientX, clientY }) => {
              const { left, top } = currentTarget.getBoundingClientRect();
              const under = placeUnder(layout, order.length, clientX - left, clientY - top);
              return under === null ? null : order[under];
            },
            textOf: (index) => memberClassText(accuracies, names, index),
          })}
        >
          <Drawing layout={layout} width={width} place={place} classCount={order.length} />
          {waiting !== null && <p className={chartStyles.waiting}>{waiting}</p>}
        </div>
        <p className={place < 0 ? chartStyles.hint : chartStyles.litHint}>
          {place < 0
            ? 'Classes from the hardest to the easiest, as all networks together read them.'
            : memberClassText(accuracies, names, order[place])}
        </p>
      </FigureFrame>
    );
  },
);

function Key({ panel, by }: { readonly panel: MemberPanel | undefined; readonly by: PanelsBy }) {
  if (panel === undefined) return null;
  if (by === 'network') return 'Each line is an epoch, the later the darker.';
  return panel.lines.map(({ label, colour }) => (
    <span key={label} className={styles.key}>
      <i style={{ borderColor: colour }} />
      {label}
    </span>
  ));
}

interface DrawingProps {
  readonly layout: MembersLayout;
  readonly width: number;
  /** Of the lit class; −1 for none. */
  readonly place: number;
  readonly classCount: number;
}

function Drawing({ layout, width, place, classCount }: DrawingProps) {
  const x = (place / Math.max(1, classCount - 1)) * layout.panelWidth;
  return (
    <svg width={width} height={layout.height} aria-hidden>
      {layout.panels.map((panel) => (
        <g key={panel.title} transform={`translate(${panel.left} ${panel.top})`}>
          <Panel panel={panel} layout={layout} />
          {place >= 0 && (
            <line className={styles.lit} x1={x} x2={x} y1={0} y2={layout.panelHeight} />
          )}
        </g>
      ))}
    </svg>
  );
}

const ticks = [0, 0.5, 1];

function Panel({ panel, layout }: { readonly panel: MemberPanel; readonly layout: MembersLayout }) {
  const { panelWidth, panelHeight } = layout;
  return (
    <>
      <text className={styles.title} x={0} y={-8}>
        {panel.title}
      </text>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${(1 - tick) * panelHeight})`}>
          <line className={chartStyles.gridline} x1={0} x2={panelWidth} />
          <text className={styles.axis} x={-6} y={4}>
            {tick * 100}%
          </text>
        </g>
      ))}
      {panel.lines.map(({ label, colour, opacity, isTogether, values }) => (
        <path
          key={label}
          className={isTogether ? styles.together : styles.line}
          d={linePath(values, layout)}
          style={{ stroke: colour, opacity }}
        />
      ))}
    </>
  );
}
