/**
 * The feed of moves between groups, and how far the tree agrees with the coarse labels where the
 * data have some. Pinning and taking back are there while the run is under way and shown live.
 */
import { useMemo, useState } from 'react';
import { agreements, type GroupPlace, moveEntries } from '../../analysis/groups/moveEntries.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { levelNames } from '../levels/levelNames.ts';
import type { ReassignmentsProps } from '../viewProps.ts';
import { GroupFilter } from './GroupFilter.tsx';
import { MoveFeed } from './MoveFeed.tsx';
import { MovesByEpoch } from './MovesByEpoch.tsx';
import { emptyFeedNote, feedDescription, feedTable, turnoverNote } from './moveWords.ts';
import styles from './Reassignments.module.css';

const select = ({ state, images, link, controls, onScrub }: ReassignmentsProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'levelwise'),
  images,
  link,
  controls,
  onScrub,
});

/** The feed of moves: which class went where and when; to pin, to take back, to go to. */
export const Reassignments = drawnFrom(select, function Reassignments(props) {
  const { state } = props;
  const { levelwise } = state;
  const [chosen, setChosen] = useState<GroupPlace | null>(null);
  const filter = chosen !== null && isPlace(state, chosen) ? chosen : null;
  const entries = useMemo(
    () => (levelwise === null ? [] : moveEntries(levelwise, filter)),
    [levelwise, filter],
  );
  return (
    <FigureFrame
      title="Reassignments"
      note={<span className={styles.note}>{turnoverNote(state, filter)}</span>}
      description={feedDescription(state)}
      table={() => feedTable(state, entries)}
      controls={<GroupFilter state={state} chosen={filter} onChoose={setChosen} />}
    >
      <MovesByEpoch state={state} />
      {levelwise === null || entries.length === 0 ? (
        <div className={styles.list}>
          <p className={styles.empty}>{emptyFeedNote(state, filter)}</p>
        </div>
      ) : (
        <MoveFeed {...props} levelwise={levelwise} entries={entries} />
      )}
      <AgreementFoot state={state} />
    </FigureFrame>
  );
});

/** A choice may outlive its run. */
function isPlace(
  { levelwise }: Pick<RunState, 'levelwise'>,
  { level, group }: GroupPlace,
): boolean {
  return group < (levelwise?.built.levels[level]?.groupCount ?? 0);
}

function AgreementFoot({
  state,
}: {
  readonly state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>;
}) {
  const { levelwise } = state;
  const labels = levelwise?.built.coarseLabels;
  const known = levelwise === null ? [] : agreements(levelwise);
  if (levelwise === null || !labels || known.length === 0) return <p className={styles.foot} />;
  const names = levelNames(state);
  const [first, last] = [levelwise.epochs[0], levelwise.epochs[levelwise.epochs.length - 1]];
  return (
    <p className={styles.foot}>
      {`Agreement with the ${labels.names.length} coarse labels (adjusted Rand), epoch ${first.epoch} → ${last.epoch}: `}
      {known.map(({ level, before, now }, at) => (
        <span key={level} className={styles.agreement}>
          {`${names[level]} `}
          <b className={styles.value}>{`${formatFixed(before, 2)} → ${formatFixed(now, 2)}`}</b>
          {at < known.length - 1 ? ', ' : ''}
        </span>
      ))}
    </p>
  );
}
