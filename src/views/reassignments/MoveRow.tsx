/**
 * A move of a class between groups: from where to where, when, and how Ψ changed; with what can be
 * done about it while the run goes on.
 */

import { Pin, Undo2 } from 'lucide-react';
import { undecidedClasses } from '../../analysis/groups/convergence.ts';
import { type MoveEntry, undoable } from '../../analysis/groups/moveEntries.ts';
import { branchNames, leafName } from '../../analysis/groups/treeNames.ts';
import { treeOrder } from '../../analysis/groups/treeOrder.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { LevelwiseState, MoveState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { limbColour } from '../kit/colours/limbColour.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import textStyles from '../kit/styles/text.module.css';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import { leftOnPage } from '../takeaway/leftOnPage.ts';
import type { ReassignmentsProps, TreeControls } from '../viewProps.ts';
import { entryText } from './moveWords.ts';
import styles from './Reassignments.module.css';

interface MoveRowProps
  extends Pick<ReassignmentsProps, 'images' | 'link' | 'controls' | 'onScrub'> {
  readonly state: Pick<RunState, 'dataset'>;
  readonly levelwise: LevelwiseState;
  readonly entry: MoveEntry;
  readonly isMoving: boolean;
  /** Ψ at the end of the bar. */
  readonly largest: number;
}

/** One class, its way, and Ψ of the group it came to; pressing shows the moment. */
export function MoveRow(props: MoveRowProps) {
  const { state, levelwise, images, link, entry, isMoving, largest, controls, onScrub } = props;
  const { classes } = state.dataset;
  const { epoch, index, moves } = entry;
  const isPinned = levelwise.pinned.includes(index);
  const isUndecided = undecidedClasses(levelwise).has(index);
  const states = [isMoving && styles.moving, link.lit === index && styles.lit];
  return (
    <div className={[styles.row, ...states].filter(Boolean).join(' ')}>
      <button
        type="button"
        className={styles.show}
        aria-label={`${entryText(levelwise, entry, classes)}; show that moment`}
        onPointerEnter={() => link.hover(index)}
        onPointerLeave={() => link.hover(null)}
        onFocus={() => link.hover(index)}
        onBlur={() => link.hover(null)}
        onClick={() => onScrub({ round: 1, epoch })}
      >
        <ClassTiles images={images} index={index} count={1} size={38} />
        <span className={styles.text}>
          <span className={styles.head}>
            <b className={styles.name}>
              <ClassName name={leafName(classes[index])} />
            </b>
            <When {...{ epoch, isMoving, isPinned, isUndecided }} />
          </span>
          {moves.map((move, at) => (
            <Path key={move.level} {...props} move={move} isLead={at === 0} />
          ))}
          <Strength move={moves[0]} largest={largest} />
        </span>
      </button>
      {controls !== null && <RowControls {...props} controls={controls} isPinned={isPinned} />}
    </div>
  );
}

interface WhenProps {
  readonly epoch: number;
  readonly isMoving: boolean;
  readonly isPinned: boolean;
  readonly isUndecided: boolean;
}

function When({ epoch, isMoving, isPinned, isUndecided }: WhenProps) {
  return (
    <span className={styles.when}>
      {isPinned && <em>pinned</em>}
      {isPinned && ' · '}
      {isUndecided && <span title={undecidedHelp}>undecided · </span>}
      {isMoving ? <em>moving now</em> : `epoch ${epoch}`}
    </span>
  );
}

/** What the mark says. */
const undecidedHelp = 'It goes back and forth between groups';

interface PathProps extends MoveRowProps {
  readonly move: MoveState;
  /** Whether the bar below tells of this move. */
  readonly isLead: boolean;
}

/** From → to, each with the colour of its limb. */
function Path({ state, levelwise, move, isLead }: PathProps) {
  const { classes } = state.dataset;
  const names = branchNames(levelwise, classes)[move.level];
  const limbs = treeOrder(levelwise, classes.length).limbOf[move.level];
  return (
    <span className={move.undone ? `${styles.path} ${styles.undone}` : styles.path}>
      <i style={{ background: limbColour(limbs[move.from]) }} />
      <bdi title={names[move.from]}>{names[move.from]}</bdi>
      <span>→</span>
      <i style={{ background: limbColour(limbs[move.to]) }} />
      <bdi className={isLead ? styles.to : undefined} title={names[move.to]}>
        {names[move.to]}
      </bdi>
    </span>
  );
}

/** Ψ of the group it came to: a tick before, a bar after. */
function Strength({ move, largest }: { readonly move: MoveState; readonly largest: number }) {
  const share = (value: number) => `${largest === 0 ? 0 : (value / largest) * 100}%`;
  return (
    <span className={styles.strength}>
      <span className={styles.track}>
        <i className={styles.after} style={{ width: share(move.after) }} />
        <i className={styles.before} style={{ left: share(move.before) }} />
      </span>
      <span>
        <span className={textStyles.symbol}>Ψ</span> {formatFixed(move.before, 2)} →{' '}
        <b className={styles.strong}>{formatFixed(move.after, 2)}</b>
      </span>
      {move.undone && <span className={styles.taken}>taken back</span>}
    </span>
  );
}

interface RowControlsProps extends MoveRowProps {
  readonly controls: TreeControls;
  readonly isPinned: boolean;
}

function RowControls({ state, levelwise, entry, controls, isPinned }: RowControlsProps) {
  const name = leafName(state.dataset.classes[entry.index]);
  const open = undoable(entry, levelwise);
  return (
    <span className={styles.controls} {...leftOnPage}>
      <button
        type="button"
        className={isPinned ? `${styles.control} ${styles.pinned}` : styles.control}
        aria-pressed={isPinned}
        aria-label={`Pin ${name} to its groups`}
        title={isPinned ? 'Let it move again' : 'Pin: it is never moved'}
        onClick={() => controls.onPin(entry.index, !isPinned)}
      >
        <Pin size={14} strokeWidth={1.75} fill={isPinned ? 'currentcolor' : 'none'} aria-hidden />
      </button>
      {open.length > 0 && (
        <button
          type="button"
          className={styles.control}
          aria-label={`Take back the move of ${name} in epoch ${entry.epoch}`}
          title="Take back, and pin it there"
          onClick={() => {
            for (const move of open) controls.onUndo(move);
          }}
        >
          <Undo2 size={14} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    </span>
  );
}
