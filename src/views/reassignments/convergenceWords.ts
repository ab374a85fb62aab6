/** Whether the tree comes to rest, in words. */
import { epochMoves, quietEpochs, undecidedClasses } from '../../analysis/groups/convergence.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';

/** How the newest epoch of adaptation ended, and who goes back and forth; null before there is one. */
export function convergenceNote(levelwise: LevelwiseState): string | null {
  const last = epochMoves(levelwise).at(-1);
  if (last === undefined) return null;
  const undecided = undecidedClasses(levelwise).size;
  const wavering = undecided === 0 ? '' : ` ${undecidedText(undecided)}`;
  return `${restText(levelwise, last.epoch, last.moved)}${wavering}`;
}

function restText(levelwise: LevelwiseState, epoch: number, moved: number): string {
  const { adaptationEnded } = levelwise;
  if (adaptationEnded !== null) {
    return `Adaptation ended after epoch ${adaptationEnded.epoch}: no class had moved for ${epochsOf(adaptationEnded.quietEpochs)}.`;
  }
  if (moved > 0) return `${moved} ${moved === 1 ? 'class' : 'classes'} moved in epoch ${epoch}.`;
  return `No class has moved for ${epochsOf(quietEpochs(levelwise))}.`;
}

function undecidedText(count: number): string {
  return count === 1
    ? 'One goes back and forth: undecided.'
    : `${count} go back and forth: undecided.`;
}

function epochsOf(count: number): string {
  return `${count} ${count === 1 ? 'epoch' : 'epochs'}`;
}
