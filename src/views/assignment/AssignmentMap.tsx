/**
 * The map of Ψ of one level, groups down and classes across, both in the order of the tree, with
 * each class's entropy above: a class that is claimed by one group only is a single dark cell.
 */
import { useMemo, useState } from 'react';
import {
  type AssignmentLevel,
  assignmentLevel,
  assignmentLevels,
  largestAssignment,
} from '../../analysis/groups/assignmentLevel.ts';
import { leafName } from '../../analysis/groups/treeNames.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import { hasGroups, hasHierarchy } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { ClassName } from '../kit/names/ClassName.tsx';
import { Segments } from '../kit/Segments.tsx';
import { useWidth } from '../kit/useWidth.ts';
import { levelNames, mixtureWaiting } from '../levels/levelNames.ts';
import type { AssignmentMapProps } from '../viewProps.ts';
import styles from './AssignmentMap.module.css';
import { AssignmentPlot } from './AssignmentPlot.tsx';
import {
  assignmentChanges,
  assignmentDescription,
  assignmentDigits,
  assignmentTable,
  changesText,
} from './assignmentWords.ts';
import { mapLayout } from './mapLayout.ts';
import { entropyLimit } from './plotScene.ts';
import { RowAxis } from './RowAxis.tsx';

const select = ({ state, link }: AssignmentMapProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'levelwise'),
  link,
});

/** Ψ of a level: how strongly each group claims each class, groups × classes in the tree's order. */
export const AssignmentMap = drawnFrom(select, function AssignmentMap({ state, link }) {
  const { method } = state.spec;
  const isBetweenClasses = hasHierarchy(method) && !hasGroups(method);
  const levels = state.levelwise === null ? [] : assignmentLevels(state.levelwise);
  const [chosen, choose] = useState<number | null>(null);
  // Until one is chosen, the finest: it says most.
  const level = chosen !== null && chosen < levels.length ? chosen : levels.length - 1;
  const shown = useMemo(() => shownLevel(state, level), [state, level]);
  const maxBits = useMemo(() => (shown === null ? 0 : entropyLimit(shown)), [shown]);
  const [width, ref] = useWidth(580);
  return (
    <FigureFrame
      title={
        isBetweenClasses
          ? 'Ψ: which class each is taken for'
          : 'Ψ: each group’s claim on each class'
      }
      note={<Note state={state} link={link} shown={shown} />}
      description={assignmentDescription(state, shown)}
      table={() => assignmentTable(state, shown)}
      controls={
        <div className={styles.controls}>
          {levels.length > 1 && (
            <LevelControl
              names={levelNames(state)}
              count={levels.length}
              at={level}
              onAt={choose}
            />
          )}
        </div>
      }
    >
      <div ref={ref} className={styles.map} style={{ height: mapLayout.height }}>
        {shown === null || state.levelwise === null ? (
          <Waiting state={state} />
        ) : (
          <>
            <RowAxis
              state={state}
              levelwise={state.levelwise}
              shown={shown}
              maxBits={maxBits}
              width={width}
            />
            <AssignmentPlot
              state={state}
              levelwise={state.levelwise}
              shown={shown}
              link={link}
              maxBits={maxBits}
              width={width - mapLayout.axisWidth(width)}
            />
          </>
        )}
      </div>
    </FigureFrame>
  );
});

function shownLevel(
  { levelwise, dataset }: Pick<RunState, 'dataset' | 'levelwise'>,
  at: number,
): AssignmentLevel | null {
  const level = levelwise && assignmentLevels(levelwise)[at];
  if (levelwise === null || level === undefined) return null;
  return assignmentLevel(levelwise, level, dataset.classes.length);
}

function Waiting({ state }: { readonly state: Pick<RunState, 'phase' | 'spec' | 'levelwise'> }) {
  return (
    <div className={styles.empty}>
      <p>{mixtureWaiting(state) ?? 'Without groups, Ψ is the identity'}</p>
    </div>
  );
}

/** The class that is lit, else how to read the map; the scale at the right. */
function Note({
  state,
  link,
  shown,
}: Pick<AssignmentMapProps, 'link'> & {
  readonly state: Pick<RunState, 'dataset' | 'levelwise'>;
  readonly shown: AssignmentLevel | null;
}) {
  const { levelwise, dataset } = state;
  if (levelwise === null || shown === null) {
    return (
      <span className={styles.note}>
        <span className={styles.sentence}>groups × classes, in the tree’s order</span>
      </span>
    );
  }
  const largest = largestAssignment(levelwise, shown.level);
  const digits = assignmentDigits(largest);
  const reading =
    shown.level === null
      ? 'predicted × true classes; above, entropy'
      : 'groups × classes, in the tree’s order; above, entropy';
  return (
    <span className={styles.note}>
      <span className={styles.sentence}>
        {link.lit === null || link.lit >= dataset.classes.length ? (
          reading
        ) : (
          <>
            <b>
              <ClassName name={leafName(dataset.classes[link.lit])} />
            </b>
            {`: ${changesText(assignmentChanges(levelwise, shown, link.lit, dataset.classes), digits)}`}
          </>
        )}
      </span>
      <HeatScale largest={largest} digits={digits} />
    </span>
  );
}

interface HeatScaleProps {
  readonly largest: number;
  readonly digits: number;
}

/** The middle is named because the scale is of square roots. */
function HeatScale({ largest, digits }: HeatScaleProps) {
  return (
    <span className={styles.heat} aria-hidden>
      0<i className={styles.lower} />
      {formatFixed(largest / 4, digits)}
      <i className={styles.upper} />
      {formatFixed(largest, digits)}
    </span>
  );
}

interface LevelControlProps {
  readonly names: readonly string[];
  readonly count: number;
  readonly at: number;
  readonly onAt: (level: number) => void;
}

function LevelControl({ names, count, at, onAt }: LevelControlProps) {
  return (
    <Segments
      label="Level of Ψ"
      options={names.slice(0, count).map((label, level) => ({ id: String(level), label }))}
      chosen={String(at)}
      onChoose={(id) => onAt(Number(id))}
    />
  );
}
