/**
 * The keyboard of the tree, after the tree pattern of the ARIA practices, with typing to find a
 * class.
 */
import { type KeyboardEvent, useRef } from 'react';
import { lastMoveOf } from '../../analysis/groups/movedClasses.ts';
import { branchNames, leafName } from '../../analysis/groups/treeNames.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { TreeControls } from '../viewProps.ts';
import type { TreeScene } from './layout/treeScene.ts';
import { stepFor, type TreeStop, typedStop } from './treeKeys.ts';

interface TreeKeyboard {
  readonly scene: TreeScene;
  readonly levelwise: LevelwiseState;
  readonly classes: readonly string[];
  readonly controls: TreeControls | null;
  readonly active: string;
  readonly onGo: (key: string) => void;
  readonly onFold: (key: string, isFolded: boolean) => void;
  readonly onPress: (key: string) => void;
}

/** How long letters typed one after another count as one word, in milliseconds. */
const typingPause = 700;

/**
 * The keys of the tree: those of the tree pattern, and `p` and `u` to pin a class and to undo its
 * last move where a run can be told to. Those two are letters like all others within a word.
 */
export function useTreeKeyboard(tree: TreeKeyboard): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: Number.NEGATIVE_INFINITY });
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { text, at } = typed.current;
    const word = event.timeStamp - at < typingPause ? text : '';
    if (!walk(tree, event.key) && !(word === '' && act(tree, event.key))) {
      if (event.key.length !== 1 || event.key === '/') return;
      typed.current = { text: word + event.key, at: event.timeStamp };
      find(tree, typed.current.text);
    }
    // The page's own keys stay silent: arrows and letters belong to the tree.
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Whether a key walks, folds or presses. */
function walk({ scene, active, onGo, onFold, onPress }: TreeKeyboard, key: string): boolean {
  const step = stepFor(scene.stops, active, key);
  if (step?.kind === 'go') onGo(step.key);
  else if (step !== null) onFold(step.key, step.kind === 'fold');
  else if (key === 'Enter' || key === ' ') onPress(active);
  else return key.startsWith('Arrow') || key === 'Home' || key === 'End';
  return true;
}

/** Whether a key pins a class or takes its last move back. */
function act({ scene, active, levelwise, controls }: TreeKeyboard, key: string): boolean {
  const datum = scene.stopOf.get(active)?.datum;
  if (controls === null || datum?.kind !== 'class') return false;
  if (key === 'p') {
    controls.onPin(datum.index, !levelwise.pinned.includes(datum.index));
    return true;
  }
  const move = key === 'u' ? lastMoveOf(levelwise, datum.index) : null;
  if (move === null) return false;
  controls.onUndo(move);
  return true;
}

function find({ scene, active, levelwise, classes, onGo }: TreeKeyboard, typed: string): void {
  const names = branchNames(levelwise, classes);
  const nameOf = ({ datum }: TreeStop) =>
    datum.kind === 'group' ? names[datum.level][datum.group] : leafName(classes[datum.index]);
  const key = typedStop(scene.stops, active, typed, nameOf);
  if (key !== null) onGo(key);
}
