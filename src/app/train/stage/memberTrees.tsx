/**
 * The trees of an ensemble whose members are level-wise: the views of a level-wise run, of one round at
 * a time. Which one can be chosen; until then it is the round of the moment shown.
 */
import { useMemo, useState } from 'react';
import { memberRun, treeRounds } from '../../../analysis/run/memberRun.ts';
import { isStillOpen } from '../../../spec/run/runState.ts';
import type { Round } from '../../../spec/units.ts';
import { Segments } from '../../../views/kit/Segments.tsx';
import textStyles from '../../../views/kit/styles/text.module.css';
import { useNarrow } from '../../useWidthClass.ts';
import type { Shown } from '../run/useShownRun.ts';
import { GuardedViews } from './GuardedViews.tsx';
import { levelwisePage } from './levelwisePage.tsx';
import styles from './MemberTrees.module.css';
import { type StageView, type ViewInputs, viewsThere } from './methodPage.ts';
import { StageRows } from './StageRows.tsx';

/** Whether the run has such trees, or will have them. */
export function hasTreeRounds(shown: Shown): boolean {
  return roundsWithTrees(shown).length > 0;
}

/** Rounds with trees, those to come among them as long as the run goes on. */
function roundsWithTrees({ state, newest }: Shown): readonly Round[] {
  const rounds = treeRounds(state);
  return isStillOpen(newest) ? rounds : rounds.filter((round) => round <= newest.rounds.length);
}

export const memberTrees: StageView = {
  what: 'The trees',
  draw: (inputs) => <MemberTrees inputs={inputs} />,
  isThere: hasTreeRounds,
};

function MemberTrees({ inputs }: { readonly inputs: ViewInputs }) {
  const { state, newest } = inputs.shown;
  const rounds = roundsWithTrees(inputs.shown);
  const [chosen, choose] = useState<Round | null>(null);
  const underWay = Math.max(rounds[0], newest.rounds.length);
  const atMoment = Math.max(rounds[0], state.rounds.length);
  const round = chosen !== null && rounds.includes(chosen) ? chosen : atMoment;
  const isUnderWay = round === underWay;
  const member = useMemberInputs(inputs, round, isUnderWay);
  const isNarrow = useNarrow();
  if (member === null) return null;
  return (
    <div className={styles.trees}>
      <div className={styles.head}>
        <Segments
          label="Whose tree"
          options={rounds.map((one) => ({ id: String(one), label: `Round ${one}` }))}
          chosen={String(round)}
          onChoose={(id) => choose(Number(id))}
        />
        <p className={textStyles.note}>{roundNote(inputs, round, underWay)}</p>
      </div>
      {isNarrow ? (
        <GuardedViews views={viewsThere(narrowViews, member.shown)} inputs={member} />
      ) : (
        <StageRows rows={wideRows} inputs={member} />
      )}
    </div>
  );
}

const moves = levelwisePage.details.resting;
const [treeRow, ...otherRows] = levelwisePage.rows;
/** The feed of moves stands beside the charts of a level-wise run; here it has a row. */
const wideRows = [treeRow, { shape: 'whole', cells: [[moves]] }, ...otherRows] as const;
const narrowViews = levelwisePage.tabs.flatMap(({ views }) => views);

/** What is said of the round chosen, and why nothing can be pinned in it. */
function roundNote({ shown, tree }: ViewInputs, round: Round, underWay: Round): string {
  const { state, newest } = shown;
  const own = newest.rounds.find((one) => one.round === round);
  if (own === undefined) return `Round ${round} has not begun: every round builds its own tree.`;
  if (!isStillOpen(newest)) return `The tree of network ${round}.`;
  if (round !== underWay) {
    return `The tree of network ${round}, which is trained: it stays as it is. Classes are pinned and moves undone in the tree of the round under way.`;
  }
  if (tree.controls !== null) return `The tree of network ${round}, under way.`;
  return state === newest
    ? `The tree of network ${round}.`
    : `The tree of network ${round} as it stood then.`;
}

/** What the views of a level-wise run draw from, of a round. */
function useMemberInputs(inputs: ViewInputs, round: Round, isUnderWay: boolean): ViewInputs | null {
  return useMemo(() => {
    const state = memberRun(inputs.shown.state, round);
    const newest = memberRun(inputs.shown.newest, round);
    if (state === null || newest === null) return null;
    const run = { state, newest };
    return {
      ...inputs,
      shown: { ...inputs.shown, ...run, flat: null },
      run,
      classes: { ...inputs.classes, ...run },
      tree: {
        ...inputs.tree,
        ...run,
        flat: null,
        controls: isUnderWay ? inputs.tree.controls : null,
      },
      scrubTo: ({ epoch }) => inputs.scrubTo({ round, epoch }),
    };
  }, [inputs, round, isUnderWay]);
}
