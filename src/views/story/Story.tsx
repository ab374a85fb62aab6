/**
 * The story of a run as text, in the run's own numbers and names. What is told is decided in
 * `storyOf.ts`; here it is set in type, and its turns are announced to screen readers.
 */

import { leafName } from '../../analysis/groups/treeNames.ts';
import { storyOf } from '../../analysis/story/storyOf.ts';
import type { StoryPart } from '../../analysis/story/storyPart.ts';
import { hasHierarchy } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import type { StoryProps } from '../viewProps.ts';
import styles from './Story.module.css';

const select = ({ state, flat = null }: StoryProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds', 'members', 'levelwise', 'end'),
  flat: flat && readsOf(flat, 'dataset', 'rounds'),
});

/** The run told in a sentence or two. Read out once a round, not at each epoch. */
export const Story = drawnFrom(select, function Story({ state, flat }) {
  const parts = storyOf(state, flat);
  return (
    <>
      <h2 className={styles.story}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are told apart by their place only
          <Part key={index} part={part} state={state} />
        ))}
      </h2>
      <Announcement state={state} />
    </>
  );
});

function Part({
  part,
  state,
}: {
  readonly part: StoryPart;
  readonly state: Pick<RunState, 'spec' | 'dataset'>;
}) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
      return <strong>{part.text}</strong>;
    case 'class':
      return (
        <strong>
          <ClassName name={nameOf(state, part.index)} />
        </strong>
      );
    case 'group':
      return (
        <strong>
          <bdi>{part.name}</bdi>
        </strong>
      );
  }
}

/** A class under a hierarchy is called as the tree calls it. */
function nameOf({ spec, dataset }: Pick<RunState, 'spec' | 'dataset'>, index: ClassIndex): string {
  const name = dataset.classes[index];
  return hasHierarchy(spec.method) ? leafName(name) : name;
}

/** Speaks when a round starts, a tree is built or the run ends: nothing else changes its words. */
function Announcement({
  state,
}: {
  readonly state: Pick<RunState, 'phase' | 'rounds' | 'levelwise'>;
}) {
  const stage = state.levelwise === null ? roundWords(state) : treeWords(state);
  const words = state.phase === 'training' ? stage : `The run is ${state.phase}`;
  return (
    <p className="visuallyHidden" aria-live="polite">
      {words}
    </p>
  );
}

/** Of several trees, whose it is. */
function treeWords({ rounds }: Pick<RunState, 'rounds'>): string {
  const of = rounds.length > 1 ? ` of round ${rounds.length}` : '';
  return `The tree${of} is built and training`;
}

function roundWords({ rounds }: Pick<RunState, 'rounds'>): string {
  return `Round ${Math.max(1, rounds.length)} is training`;
}
