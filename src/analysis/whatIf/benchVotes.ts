/** Which networks are on the bench, and what each one's vote weighs there. */
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';

/** What a person has changed; what is not named is as trained. */
export interface BenchChoice {
  /** Rounds whose networks are off. */
  readonly off: readonly Round[];
  /** Weights in the vote, not normalised, by round. */
  readonly votes: Readonly<Record<number, number>>;
}

/** Every network on, with the weight it was trained to. */
export const asTrained: BenchChoice = { off: [], votes: {} };

export interface BenchMember {
  readonly round: Round;
  readonly isOn: boolean;
  /** Weight in the vote when it was trained: ln(1/γ), or 1 where all vote alike. */
  readonly trained: number;
  /** Weight that it has now where it is on. */
  readonly weight: number;
}

/** The networks of the finished rounds; one stays on whatever is chosen. */
export function benchMembers(
  { rounds }: Pick<RunState, 'rounds'>,
  { off, votes }: BenchChoice,
): BenchMember[] {
  const members = rounds.flatMap(({ round, outcome }) =>
    outcome === null
      ? []
      : [
          {
            round,
            isOn: !off.includes(round),
            trained: outcome.voteWeight,
            weight: votes[round] ?? outcome.voteWeight,
          },
        ],
  );
  if (members.some(({ isOn }) => isOn)) return members;
  return members.map((member, index) => ({ ...member, isOn: index === 0 }));
}

/** What counts: the weight of a network that is on, 0 of one that is off. */
export function countedWeights(members: readonly BenchMember[]): number[] {
  return members.map(({ isOn, weight }) => (isOn ? weight : 0));
}

/** Shares of the vote, which sum to 1; all 0 where no network has any weight. */
export function voteShares(members: readonly BenchMember[]): number[] {
  const weights = countedWeights(members);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 0));
}
